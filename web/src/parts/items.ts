// What was found in a report as a list of items of one shape: a layer, the words it was read from, and what is known of it.
import type { RecordOfReport, Span } from "../api";
import { actVerb, actorName, dayName, quads, quantity, statuses, verb } from "../words";

export const layers = {
    events: "Events",
    statements: "Statements",
    positions: "Positions",
    incidents: "Incidents",
    forces: "Forces",
    schedule: "Schedule",
    entities: "Names",
    places: "Places",
    times: "Times",
    quantities: "Numbers",
    furniture: "Not news",
} as const;
export type Layer = keyof typeof layers;
// Shown at first: what the record claims; the rest would cover every word.
export const shownAtFirst: Layer[] = [
    "events",
    "statements",
    "positions",
    "incidents",
    "forces",
    "schedule",
    "furniture",
];

export interface Item {
    layer: Layer;
    title: string;
    spans: Span[]; // what is underlined
    parts: { name: string; spans: Span[] }[]; // marked while it is picked
    facts: [name: string, value: string][];
    quad?: number;
}

const present = (facts: [string, string | number | null | undefined | false][]): [string, string][] =>
    facts
        .filter(([, value]) => value !== null && value !== undefined && value !== false && value !== "")
        .map(([name, value]) => [name, String(value)]);

export function itemsOf(record: RecordOfReport): Item[] {
    const entity = (id: number | null | undefined): string | null =>
        id === null || id === undefined ? null : (record.entities[id]?.name ?? null);
    const statementName = (id: number | null): string | null => {
        const statement = id === null ? null : record.statements[id];
        return statement
            ? `${entity(statement.source_entity) ?? "somebody"}, who ${actVerb(statement.act, null)} it`
            : null;
    };
    const items: Item[] = [];
    for (const event of record.events) {
        const source = entity(event.source_entity) ?? event.source,
            target = entity(event.target_entity) ?? event.target;
        items.push({
            layer: "events",
            quad: event.quad,
            spans: [event.span],
            parts: [],
            title: [source ?? "somebody", verb(event.type, source), target].filter(Boolean).join(" "),
            facts: present([
                ["How far it is so", `${event.status}: ${statuses[event.status] ?? ""}`],
                ["On the word of", statementName(event.statement)],
                ["Day", event.date && dayName(event.date)],
                [
                    "Who",
                    [source, event.source && event.source !== source ? actorName(event.source) : null]
                        .filter(Boolean)
                        .join(" · "),
                ],
                [
                    "To whom",
                    [target, event.target && event.target !== target ? actorName(event.target) : null]
                        .filter(Boolean)
                        .join(" · "),
                ],
                ["Class", quads[event.quad]],
                [
                    "Code",
                    [event.type, event.mode, event.cameo && `CAMEO ${event.cameo}`, `Goldstein ${event.goldstein}`]
                        .filter(Boolean)
                        .join(" · "),
                ],
                ["Confidence", `${Math.round(event.confidence * 100)} %`],
                ["Why", event.why],
            ]),
        });
    }
    for (const said of record.statements) {
        items.push({
            layer: "statements",
            spans: said.content.length ? said.content : said.cue,
            parts: [
                { name: "source", spans: said.source },
                { name: "cue", spans: said.cue },
            ],
            title: [
                entity(said.source_entity) ?? "somebody",
                actVerb(said.act, entity(said.source_entity), entity(said.addressee_entity)),
                entity(said.addressee_entity),
            ]
                .filter(Boolean)
                .join(" "),
            facts: present([
                ["Act", said.act],
                ["Manner", said.manner],
                ["Channel", said.channel],
                ["Day", said.date && dayName(said.date)],
                ["Denies", statementName(said.denies ?? null)],
                ["Answers", statementName(said.answers ?? null)],
                ["Takes back", statementName(said.retracts ?? null)],
            ]),
        });
    }
    for (const one of record.positions)
        if (one.span)
            items.push({
                layer: "positions",
                spans: [one.span],
                parts: [],
                title: [actorName(one.party), one.stance, one.toward && `toward ${actorName(one.toward)}`]
                    .filter(Boolean)
                    .join(" "),
                facts: present([
                    ["Issue", one.issue],
                    ["Answer", one.answer],
                    ["Answered by", one.answer_by && actorName(one.answer_by)],
                ]),
            });
    for (const one of record.incidents)
        if (one.span)
            items.push({
                layer: "incidents",
                spans: [one.span],
                parts: [],
                title: one.what ?? "claim",
                facts: present([
                    ["Claimed by", one.claimed_by && actorName(one.claimed_by)],
                    ["Denied by", one.denied_by && actorName(one.denied_by)],
                    ["Day", one.date && dayName(one.date)],
                ]),
            });
    for (const one of record.forces)
        if (one.span)
            items.push({
                layer: "forces",
                spans: [one.span],
                parts: [],
                title: `${actorName(one.party)}: ${quantity(one.count, one.bound, one.unit)}`,
                facts: present([["As of", one.as_of && dayName(one.as_of)]]),
            });
    for (const one of record.schedule)
        if (one.span)
            items.push({
                layer: "schedule",
                spans: [one.span],
                parts: [],
                title: one.what,
                facts: present([
                    ["Who", (one.parties ?? []).map(actorName).join(", ")],
                    ["Body", one.body],
                    ["Day", one.date && dayName(one.date)],
                    ["Until", one.until && dayName(one.until)],
                ]),
            });
    for (const one of record.entities)
        for (const mention of one.mentions)
            items.push({
                layer: "entities",
                spans: [mention.span],
                parts: [{ name: "same", spans: one.mentions.map(({ span }) => span) }],
                title: one.name,
                facts: present([
                    ["Kind", one.kind],
                    ["Actor", one.actor && `${actorName(one.actor)} (${one.actor})`],
                    ["Sector", one.sector],
                    ["Role", one.role],
                    ["Here as", mention.form],
                ]),
            });
    for (const one of record.places)
        items.push({
            layer: "places",
            spans: [one.span],
            parts: [],
            title: one.name,
            facts: present([
                ["Country", one.country && actorName(one.country)],
                ["Where", one.lat !== null && one.lon !== null && `${one.lat.toFixed(2)}, ${one.lon.toFixed(2)}`],
            ]),
        });
    for (const one of record.times)
        items.push({
            layer: "times",
            spans: [one.span],
            parts: [],
            title: one.value ?? one.relative ?? "some time",
            facts: present([
                ["Kind", one.type.toLowerCase()],
                ["TIMEX3", one.value],
                ["Relative", one.relative],
            ]),
        });
    for (const one of record.quantities)
        items.push({
            layer: "quantities",
            spans: [one.span],
            parts: [],
            title: quantity(one.count, one.bound, one.unit) || "number",
            facts: [],
        });
    for (const one of record.furniture)
        items.push({ layer: "furniture", spans: [one.span], parts: [], title: one.kind, facts: [] });
    return items
        .filter((item) => item.spans.length > 0)
        .sort((a, b) => a.spans[0]![0] - b.spans[0]![0] || b.spans[0]![1] - a.spans[0]![1]);
}
