// One event with everybody who tells it: each telling's words, how far they say it is so, and why it was read so.
import { get, type EventDetail } from "../api";
import { h, plural } from "../dom";
import { actorLink, badge, mark, tellingLine } from "../parts/lines";
import type { Context, View } from "../route";
import { actorName, dayName, quads, typeCovers, typeName, verb } from "../words";

export const view: View = { title: (route) => `Event ${route.key}`, render };

async function render({ root, route, signal }: Context): Promise<void> {
    const event = await get<EventDetail>(`/events/${encodeURIComponent(route.key ?? "")}`, {}, signal);
    const title = [actorName(event.source), verb(event.type, event.source), event.target && actorName(event.target)]
        .filter(Boolean)
        .join(" ");
    document.title = `${title} · Dateline`;
    root.append(
        h("h1", {}, mark(event.quad), " ", title),
        h(
            "p",
            { class: "lead facts" },
            h("span", {}, dayName(event.day, true), event.day_basis === "published" && " (the day of the report)"),
            event.place && h("span", {}, event.place),
            h(
                "span",
                {},
                plural(event.sources, "source"),
                event.reports > event.sources && `, ${event.reports} reports with copies`,
            ),
            badge(event.status),
        ),
        h(
            "dl",
            { class: "facts-list" },
            h("dt", {}, "Who"),
            h("dd", {}, actorLink(event.source, event.source_actor, event.source_entity)),
            event.target && [
                h("dt", {}, "To whom"),
                h("dd", {}, actorLink(event.target, event.target_actor, event.target_entity)),
            ],
            h("dt", {}, "Type"),
            h("dd", {}, `${typeName(event.type)} (${typeCovers(event.type)})`),
            h("dt", {}, "Class"),
            h("dd", {}, quads[event.quad ?? 0]),
            event.goldstein !== null && [
                h("dt", {}, "Goldstein"),
                h(
                    "dd",
                    {},
                    event.goldstein.toFixed(1).replace("-", "−"),
                    " on a scale from −10 (conflict) to 10 (cooperation)",
                ),
            ],
        ),
        h("h2", {}, "Who tells it"),
        h("ol", { class: "tellings" }, event.tellings.map(tellingLine)),
    );
    if (event.merged.length)
        root.append(
            h("p", { class: "note" }, `Found to be the same: ${event.merged.map((id) => "event " + id).join(", ")}.`),
        );
}
