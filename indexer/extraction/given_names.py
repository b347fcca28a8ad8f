"""
Given names of French-speaking countries and their neighbours, folded: they tell people from organisations.

A list of this project, written from memory; no list was copied. It need not be complete: a name that is not here is
still a person's by its look or its neighbours (see `names` and `contacts`). Names that are also words or places
(« France », « Rose », « Paris ») are left out.
"""

_NAMES = """
    abdel abdelkader abdou abdoulaye abel achille adam adama adele adeline adrien adrienne agathe agnes ahmed aicha
    aime aissatou alain alban albane albert alex alexandra alexandre alexia alexis alfred ali alice alicia aline
    alix alizee alphonse amadou amandine amaury ambre ambroise amelie amina aminata ana anael anais anatole andre
    andrea andree angele angelique anissa anita anna annabelle anne annick annie anouk anthony antoine antoinette
    antonin apolline ariane arlette armand armelle arnaud arthur assia astrid aude audrey augustin augustine aurelie
    aurelien auriane aurore axel axelle aymeric ayoub baptiste barbara barnabe bart basile bastien beatrice
    benedicte benjamin benoit berenice bernadette bernard berthe berthille bertille bertrand bilal blaise blanche
    blandine boris brice brigitte bruno camille candice capucine carine carl carla carole carolina caroline casimir
    catherine cathy cecile cedric celeste celestin celia celine cesar chantal charlene charles charline charlotte
    chiara chloe christel christelle christian christiane christine christophe claire clara clarisse claude
    claudette claudia claudine clemence clement clementine clothilde clotilde colette coline constance constant
    constantin coralie corentin corinne cyprien cyril cyrille damien daniel daniele danielle daphne david deborah
    delphine denis denise desire diane didier dimitri djamila dominique donatien dorian dorothee dylan edgar edith
    edmond edouard edwige elena eleonore eliane elias elie elisa elisabeth elise ella elodie eloi eloise elsa elvire
    emeline emeric emile emilie emilien emma emmanuel emmanuelle enora enzo eric erica erik ernest erwan erwann
    esteban estelle esther etienne eugene eugenie eva evan eve evelyne ewen fabien fabienne fabrice fanny fares
    farid fatima fatou fatoumata faustine felicie felix ferdinand fernand fiona firmin flavie flavien flora florence
    florent florian floriane franck francois francoise frank frederic frederique gabin gabriel gabrielle gael gaelle
    gaetan gaspard gaston gauthier gautier genevieve geoffrey geoffroy george georges georgette gerald geraldine
    gerard germain germaine ghislain ghislaine gilbert gilberte gilles gisele giulia gregoire gregory guilhem
    guillaume gustave guy gwenael gwenaelle gwendoline gwenola habib hadrien hakim hamid hamza hanna hassan heidi
    helena helene helie heloise henri henriette hermine herve hicham hilaire hippolyte honore hortense hubert hugo
    hugues ibrahim ibrahima ida idriss ignace ilona ilse imane ines ingrid irene iris isabelle isaure ismael ivan
    jacob jacqueline jacques jade jamel james jan jane jean jeanne jeannine jennifer jeremie jeremy jerome jessica
    jihane joachim joanna jocelyn jocelyne joel joelle johan johanna john johnny jonas jonathan jordan joris jose
    joseline joseph josephine josette josiane josselin judith jules julia julian juliane julie julien juliette
    justin justine kader karim karima karine katell kathleen katia kelly kenza kevin khadija khaled kim laetitia
    lamia lara laszlo laura laure laureen laurence laurene laurent laurette laurie lazare lea leandre leila lena leo
    leon leonard leonie leonor leopold lila lilian liliane lina linda lionel lisa lise lison loic lois lola lorena
    lorraine lou louane louis louisa louise louison luc luca lucas lucette lucie lucien lucienne lucile lucille
    ludivine ludovic lydia lydie lyes mael maelle maeva magali magalie mahaut maia maite malik malika malo malorie
    mamadou manon manuel marc marceau marcel marcelle marcelline margaux margot marguerite maria mariam mariama
    marianne marie marielle marina marine marinette mario marion marius marjolaine marjorie marlene marthe martial
    martin martine maryline maryse maryvonne mateo mathias mathieu mathilde mathis mathurin matteo matthias matthieu
    maud maurice maxence maxime maximilien maya mehdi melanie melina melissa melodie mercedes merwan michael michel
    michele micheline michelle mickael mikael mila milan miriam mohamed mohammed moise mona monique morgan morgane
    mounir mourad moussa muriel murielle mustapha myriam nabil nacer nadege nadia nadine nael naima nathalie nathan
    nathanael ndeye nelly nicolas nicole nils nina noah noe noel noelle noemie nolwenn nora norbert nour odette
    odile olga olive olivia olivier omar ombeline ondine orane oriane oscar oumar ousmane pablo paola pascal pascale
    pascaline patrice patricia patrick paul paula paule pauline pedro perrine peter philibert philippe philippine
    philomene pierre pierrette pierrick prosper prudence quentin rachel rachid rafael rafik raoul raphael raphaelle
    raymond raymonde rebecca regine regis remi remy renaud rene renee reynald richard robert roberto robin rodolphe
    rodrigue roger roland rolande romain romane romeo romuald ronan rosalie roselyne roxane rudy sabine sabrina
    sacha said salima salome salvatore samia samir samira samuel samy sandra sandrine sara sarah sebastien segolene
    selim selma serge severine sibylle sidonie simon simone sixtine sofia sofiane solange solene solenn soline
    solveig sonia sophie soraya stanislas stefan stefane stefanie stella stephan stephane stephanie stephen steve
    steven sullivan suzanne sven sybille sylvain sylvaine sylvette sylvia sylviane sylvie tanguy tania tatiana
    teresa tess thaddee thais thea theo theodore theophile theresa therese thibaud thibault thibaut thierry thomas
    tiffany timothee tiphaine titouan tom tony toussaint tristan ugo ulysse urbain ursule valentin valentine valere
    valerie valery vanessa vera veronique victoire victor victoria vincent violaine violette virgile virginie vivian
    viviane vladimir wafa walid wassila wendy werner wilfried william willy xavier yacine yael yaelle yann yannick
    yannis yasmina yasmine yassine yoann yohan yohann yolande youcef youssef ysaline yvan yves yvette yvon yvonne
    zacharie zeina zelie zephyr zinedine zita zoe zohra
"""

GIVEN_NAMES = frozenset(_NAMES.split())


def is_given_name(folded: str) -> bool:
    """Say whether the folded word is a given name, also a compound of which the first part is one: « lou-anne »."""
    return folded in GIVEN_NAMES or ("-" in folded and folded.partition("-")[0] in GIVEN_NAMES)
