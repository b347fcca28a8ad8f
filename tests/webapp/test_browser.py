"""The pages as a browser shows them. Chromium must be there in CI; elsewhere its absence skips these tests."""

import os
import shutil
from collections.abc import Iterator
from threading import Thread

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from indexer.results import release_path

CHROMIUM = shutil.which("chromium")
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
DROUGHT = release_path("eaux/2023-07-secheresse")
HOSTILE = release_path("hostile/<script>")
VISITED = ["/", "/?q=for%C3%AAt", "/?q=volcan&lieu=Nantes&du=x", f"{DROUGHT}?q=eau", HOSTILE, "/nulle-part"]

pytestmark = [
    pytest.mark.skipif(
        not CHROMIUM and not os.environ.get("CI"), reason="Chromium is not installed: apt-get install chromium"
    ),
    # A browser that turns to the next page leaves a file of the last one to werkzeug's collector: gunicorn serves them.
    pytest.mark.filterwarnings("ignore:.*FileIO.*static:pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="module")
def address(app: Flask) -> Iterator[str]:
    """The address of the application, served on a free port."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    assert CHROMIUM, "CI is set, but Chromium is not installed: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def tab(browser: Browser, address: str) -> Iterator[Page]:
    """A page where scripts could run."""
    with browser.new_context(base_url=address) as context:
        yield context.new_page()


@pytest.fixture
def plain_tab(browser: Browser, address: str) -> Iterator[Page]:
    """A page without JavaScript."""
    with browser.new_context(base_url=address, java_script_enabled=False) as context:
        yield context.new_page()


def style(tab: Page, selector: str, name: str) -> str:
    return str(tab.locator(selector).first.evaluate(f"each => getComputedStyle(each)['{name}']"))


def test_pages_are_styled(tab):
    tab.goto("/?q=nappes")
    assert style(tab, ".query button", "backgroundColor") == "rgb(23, 72, 107)"
    assert style(tab, "h1", "fontFamily") != style(tab, "body", "fontFamily")
    assert style(tab, ".hits", "listStyleType") == "none"


def test_marks_are_visible(tab):
    tab.goto("/?q=nappes")
    assert tab.locator(".hit mark").first.is_visible()
    assert style(tab, ".hit mark", "backgroundColor") == "rgb(255, 233, 163)"


def test_the_dark_scheme_is_followed(browser, address):
    with browser.new_context(base_url=address, color_scheme="dark") as context:
        tab = context.new_page()
        tab.goto("/")
        assert style(tab, "body", "backgroundColor") == "rgb(20, 24, 28)"


def test_searching_and_filtering_need_no_javascript(plain_tab):
    plain_tab.goto("/")
    plain_tab.get_by_label("Rechercher dans les communiqués").fill("trains")
    plain_tab.get_by_role("button", name="Rechercher").click()
    assert plain_tab.locator("h1").inner_text().startswith("2 communiqués")
    plain_tab.get_by_role("group", name="Année").get_by_label("2022").check()
    plain_tab.get_by_label("Du", exact=True).fill("2020")
    plain_tab.get_by_role("button", name="Appliquer les filtres").click()
    assert plain_tab.url.endswith("/?q=trains&du=2020&au=&zones=&tri=&annee=2022")
    assert plain_tab.locator(".hit h2").all_inner_texts() == ["Trains and the heat"]
    plain_tab.get_by_role("link", name="Retirer le filtre Année : 2022").click()
    assert plain_tab.locator("h1").inner_text().startswith("2 communiqués")


def test_the_way_to_a_release_and_back_keeps_the_search(plain_tab):
    plain_tab.goto("/?q=nappes&annee=2023")
    plain_tab.get_by_role("link", name="Sécheresse").click()
    assert plain_tab.locator("h1 mark").inner_text() == "nappes"
    plain_tab.get_by_role("link", name="Retour aux résultats").click()
    assert plain_tab.url.endswith("/?q=nappes&annee=2023")


def test_scripts_in_documents_do_not_run(tab):
    complaints = []
    tab.on("console", lambda message: complaints.append(message.text))
    for path in (HOSTILE, f"{HOSTILE}?q=script", "/?q=pirate"):
        tab.goto(path)
        assert tab.title() != "piraté"
        assert tab.locator("script").count() == 0
    assert "<script>" in tab.locator(".hit h2").inner_text()
    assert complaints == []


@pytest.mark.parametrize("path", VISITED)
def test_nothing_sticks_out_at_320_pixels(browser, address, path):
    with browser.new_context(base_url=address, viewport={"width": 320, "height": 640}) as context:
        tab = context.new_page()
        tab.goto(path)
        for closed in tab.locator("details > summary").all():
            if closed.is_visible():
                closed.click()
        assert tab.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("path", VISITED)
def test_the_keyboard_reaches_the_skip_link_first(tab, path):
    tab.goto(path)
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    assert tab.locator(".skip").bounding_box()["y"] >= 0
    assert style(tab, ".skip", "outlineStyle") == "solid"
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "contenu"


@pytest.mark.parametrize("width", [375, 1280])
def test_what_is_clicked_is_large_enough(browser, address, width):
    """At least 24 by 24 CSS pixels (WCAG 2.2, 2.5.8); links inside a line of text are excepted."""
    with browser.new_context(base_url=address, viewport={"width": width, "height": 800}) as context:
        tab = context.new_page()
        tab.goto("/?q=for%C3%AAt&taille=3&page=2&du=2001")
        for target in tab.locator("button, select, .tick, .chip, .pagination a, .sorts a, summary, .clear").all():
            if target.is_visible():
                box = target.bounding_box()
                assert min(box["width"], box["height"]) >= 24, target.inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", VISITED)
def test_text_stands_out_from_its_ground(browser, address, path, scheme):
    """At least 4.5:1 (WCAG 2.2, 1.4.3), as the browser computes colours."""
    with browser.new_context(base_url=address, color_scheme=scheme) as context:
        tab = context.new_page()
        tab.goto(path)
        assert tab.evaluate(FAINT_TEXTS) == []


FAINT_TEXTS = """() => {
  const numbers = colour => (colour.match(/[0-9.]+/g) || []).map(Number);
  const luminance = rgb => {
    const linear = value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    const [r, g, b] = rgb.slice(0, 3).map(value => linear(value / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = element => {
    for (let each = element; each; each = each.parentElement) {
      const colour = numbers(getComputedStyle(each).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const faint = [];
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim();
    const element = walker.currentNode.parentElement;
    if (!text || !element.checkVisibility()) continue;
    const colours = [numbers(getComputedStyle(element).color), ground(element)];
    const [light, dark] = colours.map(luminance).sort((a, b) => b - a);
    const ratio = (light + 0.05) / (dark + 0.05);
    if (ratio < 4.5) faint.push(`${text.slice(0, 40)}: ${ratio.toFixed(2)}`);
  }
  return faint;
}"""
