/* senses.h - what data/senses says that a word is about, as bits. */
#ifndef DL_SENSES_H
#define DL_SENSES_H

/* X(id, heading in data/senses) */
#define SENSES(X) \
    X(VERB_COMMUNICATION, "verb communication") X(VERB_COGNITION, "verb cognition") X(VERB_EMOTION, "verb emotion") \
    X(VERB_PERCEPTION, "verb perception") X(VERB_SOCIAL, "verb social") X(VERB_POSSESSION, "verb possession") \
    X(VERB_CREATION, "verb creation") X(VERB_STATIVE, "verb stative") X(VERB_CHANGE, "verb change") X(VERB_CONTACT, "verb contact") \
    X(VERB_MOTION, "verb motion") X(VERB_COMPETITION, "verb competition") X(VERB_BODY, "verb body") \
    X(VERB_CONSUMPTION, "verb consumption") X(VERB_WEATHER, "verb weather") X(NOUN_COMMUNICATION, "noun communication") \
    X(NOUN_COGNITION, "noun cognition") X(NOUN_FEELING, "noun feeling") X(NOUN_ACT, "noun act") \
    X(NOUN_ATTRIBUTE, "noun attribute") X(NOUN_STATE, "noun state") X(NOUN_EVENT, "noun event") X(NOUN_MOTIVE, "noun motive") \
    X(NOUN_PROCESS, "noun process") X(NOUN_RELATION, "noun relation") X(ADJECTIVE_COMMUNICATION, "adjective communication") \
    X(ADJECTIVE_COGNITION, "adjective cognition") X(ADJECTIVE_FEELING, "adjective feeling")
enum {
#define X(id, heading) SENSE_##id,
    SENSES(X)
#undef X
    SENSE_COUNT
};
enum {
    SENSES_OF_VERBS = (1u << SENSE_NOUN_COMMUNICATION) - 1,
    SENSES_OF_NOUNS = (1u << SENSE_ADJECTIVE_COMMUNICATION) - (1u << SENSE_NOUN_COMMUNICATION),
    SENSES_OF_ADJECTIVES = (1u << SENSE_COUNT) - (1u << SENSE_ADJECTIVE_COMMUNICATION)
};

#endif
