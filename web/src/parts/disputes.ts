// A dispute: who says that it is so beside who denies it, or the numbers that each gives.
import type { Disputed, Version } from "../api";
import { h, type Child } from "../dom";
import { actorName, dayName, shortDay, statuses, verb } from "../words";
import { sourceLink } from "./lines";

const against = new Set(["denied", "negated"]);

export function disputeTitle(row: Disputed): Child {
    const words =
        row.type === "force"
            ? [actorName(row.source), row.what.replace(/^how many /, ""), row.place && `at ${row.place}`]
                  .filter(Boolean)
                  .join(", ")
            : [actorName(row.source), verb(row.type, row.source), row.target && actorName(row.target)]
                  .filter(Boolean)
                  .join(" ");
    return row.event === null ? words : h("a", { href: `/event/${row.event}` }, words);
}

// Those who say the same are one line, with a link to each of their reports.
function versionLines(versions: Version[], brief: boolean): HTMLElement {
    const groups = new Map<string, Version[]>();
    for (const version of versions) {
        const key = `${version.says}\n${version.who}`;
        groups.set(key, [...(groups.get(key) ?? []), version]);
    }
    return h(
        "ul",
        {},
        [...groups.values()].map((group) => {
            const { who, says } = group[0]!;
            const told = group.filter(({ report }) => report !== null);
            const most = brief ? 1 : 5;
            return h(
                "li",
                { class: "version" },
                h("strong", {}, who ? actorName(who) : "A report"),
                says !== "occurred" && h("span", { title: statuses[says ?? ""] }, says),
                " ",
                told
                    .slice(0, most)
                    .map((version) => sourceLink(version, version.day ? shortDay(version.day) : "source")),
                told.length > most && h("span", { class: "rest" }, `+${told.length - most}`),
            );
        }),
    );
}

export function dispute(row: Disputed, brief = false): HTMLElement {
    const side = (title: string, versions: Version[]): HTMLElement =>
        h(
            "div",
            { class: "side" },
            h("h4", {}, title),
            versions.length ? versionLines(versions, brief) : h("p", { class: "nothing" }, "nobody"),
        );
    const sides =
        row.what === "whether it is so"
            ? h(
                  "div",
                  { class: "sides" },
                  side(
                      "Say that it is so",
                      row.versions.filter(({ says }) => !against.has(says ?? "")),
                  ),
                  side(
                      "Deny it",
                      row.versions.filter(({ says }) => against.has(says ?? "")),
                  ),
              )
            : h(
                  "div",
                  { class: "sides one" },
                  side(row.what.charAt(0).toUpperCase() + row.what.slice(1), row.versions),
              );
    return h(
        "article",
        { class: "card dispute" },
        h("h3", {}, disputeTitle(row)),
        h(
            "p",
            { class: "about" },
            dayName(row.day),
            row.place && row.type !== "force" && h("span", { class: "place" }, row.place),
        ),
        !brief && row.text && h("p", { class: "quote" }, row.text),
        sides,
    );
}
