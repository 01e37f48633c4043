// What is due: a meeting, a visit, a deadline, with its day and its sentence.
import type { Due } from "../api";
import { h } from "../dom";
import { actorName, dayName, verb } from "../words";
import { sourceLink } from "./lines";

export function dueLine(due: Due & { report?: number | null; sentence?: number | null }): HTMLElement {
    const event = /^event-(\d+)$/.exec(due.id)?.[1];
    const type = (due.what ?? "").toUpperCase();
    const parties = [due.party, due.with_party].filter((party) => party !== null).map((party) => actorName(party));
    const words = event
        ? [parties[0], verb(type, due.party), parties[1]].filter(Boolean).join(" ")
        : [due.what ?? "due", parties.length > 0 && `(${parties.join(", ")})`, due.body && `· ${due.body}`]
              .filter(Boolean)
              .join(" ");
    // The sentence is its source: where the row does not say which it is, searching for its words finds it.
    const phrase = (due.text ?? "")
        .match(/[\p{L}\p{N}]+/gu)
        ?.slice(0, 12)
        .join(" ");
    return h(
        "li",
        { class: "line due" },
        h(
            "time",
            { datetime: due.day },
            due.day ? dayName(due.day, true) : "some day",
            due.until && due.until !== due.day && ` – ${dayName(due.until)}`,
        ),
        h("span", { class: "mark due-mark", "aria-hidden": "true" }),
        h(
            "div",
            { class: "body" },
            h(
                "p",
                { class: "deed" },
                event
                    ? h("a", { class: "type", href: `/event/${event}` }, words)
                    : h("span", { class: "actor" }, words),
            ),
            due.text && h("p", { class: "quote" }, due.text),
            h(
                "p",
                { class: "about" },
                due.report
                    ? sourceLink({ report: due.report, sentence: due.sentence ?? 0 }, "source")
                    : !event &&
                          phrase &&
                          h("a", { class: "source", href: `/search?q=${encodeURIComponent(`"${phrase}"`)}` }, "source"),
                due.told && h("span", {}, `told ${dayName(due.told)}`),
            ),
        ),
    );
}
