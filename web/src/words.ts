// The words of the page for the codes of the record: types of events, statuses, countries, days. A code that is not known
// here is shown as it is.
import countries from "i18n-iso-countries/codes.json";

// PLOVER's types as somebody would say them between two names, and what each covers.
const types: Record<string, [verb: string, covers: string]> = {
    AGREE: ["agrees with", "promises, agrees, signs, accepts"],
    CONSULT: ["talks with", "meets, visits, calls, negotiates"],
    SUPPORT: ["backs", "praises, defends, recognizes"],
    CONCEDE: ["gives way to", "yields, eases, releases, returns"],
    COOPERATE: ["works with", "shares, trades, trains together"],
    AID: ["aids", "sends money, arms, relief or shelter"],
    RETREAT: ["pulls back from", "withdraws, ceases fire, disarms"],
    REQUEST: ["asks", "asks, appeals, demands"],
    ACCUSE: ["accuses", "blames, condemns, investigates, sues"],
    REJECT: ["rejects", "refuses, denies, breaks off, cuts"],
    THREATEN: ["threatens", "warns, sets ultimatums"],
    PROTEST: ["protests against", "demonstrates, strikes, riots"],
    SANCTION: ["sanctions", "embargoes, expels, halts"],
    MOBILIZE: ["moves forces against", "masses, deploys, puts on alert"],
    COERCE: ["coerces", "seizes, arrests, bans, blockades"],
    ASSAULT: ["attacks", "shoots, shells, strikes, kills"],
};
// Whether a name is of several: "train drivers", "two men", "police". A code is of one.
function isMany(name: string | null | undefined): boolean {
    if (!name || /^[A-Z]{2,}$/.test(name)) return false;
    if (
        /^(\d+|two|three|four|five|six|seven|eight|nine|ten|both|several|many|some|dozens|hundreds|thousands)\b/i.test(
            name,
        )
    )
        return true;
    const last = name
        .split(/ (?:of|from|in|at|near|with) |,/)[0]!
        .trim()
        .split(" ")
        .at(-1)!;
    return (
        /^(police|people|men|women|troops|media|children)$/.test(last) ||
        /^[a-z].*[^suis]s$|^[A-Z][a-z]+(er|or|ist|ial|at|ant|ent|el|ian)s$/.test(last)
    );
}
const ofMany = (verb: string): string => verb.replace(/^(\w+?)s\b/, "$1");

// The type between a source and a target, in the source's number.
export function verb(type: string, source?: string | null): string {
    const words = types[type]?.[0];
    return words ? (isMany(source) ? ofMany(words) : words) : type.toLowerCase();
}
export const typeName = (type: string): string => type.charAt(0) + type.slice(1).toLowerCase();
export const typeCovers = (type: string): string => types[type]?.[1] ?? "";
export const allTypes = Object.keys(types);

// What a speaker does by a statement, in the present tense: "deny" is "denies".
export function actVerb(act: string, source: string | null, toward?: string | null): string {
    const words = isMany(source)
        ? act
        : act.endsWith("y")
          ? act.slice(0, -1) + "ies"
          : act + (/(s|sh|ch|x)$/.test(act) ? "es" : "s");
    return (
        words +
        (act === "call"
            ? toward
                ? " on"
                : " for"
            : toward && /^(say|claim|deny|confirm|propose|offer|announce|answer|apologise)/.test(act)
              ? " to"
              : "")
    );
}

export const statuses: Record<string, string> = {
    occurred: "the reports say that it happened",
    ongoing: "the reports say that it is happening",
    planned: "announced or intended",
    possible: "could happen",
    conditional: "would happen if something else does",
    denied: "somebody denies it",
    alleged: "somebody says so; the reports do not",
    negated: "the reports say that it did not happen",
    "past-background": "happened long before",
};
// What needs no badge: the plain fact.
export const isPlain = (status: string | null): boolean => !status || status === "occurred";

export const quads = [
    "Neutral",
    "Words of cooperation",
    "Deeds of cooperation",
    "Words of conflict",
    "Deeds of conflict",
];

const alpha2 = new Map((countries as [string, string, string][]).map(([two, three]) => [three, two]));
const numeric = new Map((countries as [string, string, string][]).map(([, three, number]) => [number, three]));
const regions = new Intl.DisplayNames(["en"], { type: "region" });
export const countryOfNumber = (number: string): string | undefined => numeric.get(number);

// The name of a code (RUS: Russia); a name stays as it is.
export function actorName(code: string | null | undefined): string {
    if (!code) return "somebody";
    const two = alpha2.get(code);
    return (two && regions.of(two)) || code;
}

const dayFormat = new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
});
const monthFormat = new Intl.DateTimeFormat("en-GB", { month: "short", year: "numeric", timeZone: "UTC" });
const weekday = new Intl.DateTimeFormat("en-GB", { weekday: "short", timeZone: "UTC" });

export function dayName(day: string | null | undefined, withWeekday = false): string {
    if (!day) return "no day";
    const date = dateOf(day);
    if (!date) return day;
    if (day.length < 8) return day.length === 7 ? monthFormat.format(date) : day;
    return (withWeekday ? weekday.format(date) + " " : "") + dayFormat.format(date);
}
const shortFormat = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
export const shortDay = (day: string): string =>
    dateOf(day) && day.length >= 10 ? shortFormat.format(dateOf(day)!) : day;
export const monthName = (day: string): string => monthFormat.format(new Date(day));

export function dateOf(day: string | null | undefined): Date | null {
    if (!day || !/^\d{4}(-\d\d){0,2}/.test(day)) return null;
    const date = new Date(day.slice(0, 10));
    return isNaN(+date) ? null : date;
}
export const dayOf = (date: Date): string => date.toISOString().slice(0, 10);
export function addDays(day: string, days: number): string {
    return dayOf(new Date(+new Date(day) + days * 86400e3));
}

// A report without a name of its own goes by a hash of its text, which tells a reader nothing.
export const reportName = (of: { report: number | null; key?: string | null; title?: string | null }): string =>
    of.title ?? (of.key && !/^[0-9a-f]{16}$/.test(of.key) ? of.key : `report ${of.report}`);

export const number = (n: number | null | undefined): string =>
    n === null || n === undefined ? "" : n.toLocaleString("en");
// "more than 1,200 troops"
export function quantity(count: number | null, bound: string | null, unit: string | null): string {
    return [bound && bound !== "exactly" ? bound : "", number(count), unit ?? ""].filter(Boolean).join(" ");
}
