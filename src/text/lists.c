/* lists.c - asks the word lists about one word. */
#include <string.h>

#include "text/segment.h"

static const struct list {
    unsigned what;
    const char *words; /* parted by blanks, blank at both ends */
} LISTS[] = {
    {LIST_TITLE, " mr mrs ms dr prof rev gen lt col maj sgt capt cmdr cdr cpl adm sen rep gov pres hon st ft mt messrs mme mlle "
                 "brig supt insp det vs v amb sec.gen atty fr lieut gens sens reps drs profs pvt pfc asst dep ald "},
    {LIST_NUMBERED, " no nos fig figs sec secs art arts vol vols ch chap pp p eq eqs pt cl ver op para "},
    {LIST_ABBR, " inc corp co cos ltd bros jr sr etc al esq ave blvd rd dept dist ext approx est cf ca viz ed eds univ assn "
                "tel min max temp dept intl govt mfg ph misc lbs oz mgr asap.x resp incl excl plc llc sq hwy pkwy "},
    {LIST_MONTH, " jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun "},
    {LIST_PLACE, " calif fla tex mass conn ga va pa ill ind wis minn mich ariz colo ore wash tenn ala ark la miss mo neb nev "
                 "okla kan ky md del vt wyo mont ont que alta "},
    {LIST_PREFIX,
     " anti co counter cross ex extra hyper infra inter intra macro mega meta micro mid mini multi neo non over para post pre "
     "pro proto pseudo re retro semi sub super trans tri ultra un under uni bi de electro geo e i arch socio psycho uh hm mm "},
    {LIST_UNIT, " am pm a.m p.m km kg mm cm m ft k bn mph kb mb gb mw hrs hr min mins yr yrs lb lbs b tn c f hz khz mhz ghz x "},
    {LIST_CLIPPED, " em til till tis twas cause cos cuz n bout round nother "},
    {LIST_RUNON, " cannot gonna wanna gotta dunno dont didnt doesnt isnt wasnt couldnt wouldnt shouldnt havent hasnt hadnt "
                 "arent werent im ive youre theyre thats theres cant wont lemme gimme "},
};

unsigned text_lists(const char *word, size_t n) {
    char key[16];
    if (!n || n > 12) return 0;
    key[0] = ' ';
    for (size_t i = 0; i < n; i++) {
        char c = word[i];
        if (c >= 'A' && c <= 'Z') c = (char)(c + 32);
        if (c == ' ') return 0;
        key[i + 1] = c;
    }
    key[n + 1] = ' ';
    key[n + 2] = 0;
    unsigned what = 0;
    for (size_t i = 0; i < sizeof LISTS / sizeof *LISTS; i++)
        if (strstr(LISTS[i].words, key)) what |= LISTS[i].what;
    return what;
}
