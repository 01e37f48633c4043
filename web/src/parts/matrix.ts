// Who does it (rows) to whom (columns), as a table: the number of events, coloured by whether they are of cooperation or conflict.
import type { Pair } from "../api";
import { h } from "../dom";
import { keepFilters } from "../route";
import { actorName } from "../words";

export const pairKey = (code: string | null | undefined, entity: number | null | undefined, name: string): string =>
    code ?? (entity !== null && entity !== undefined ? String(entity) : name);

// The address of the events between two.
export function pairAddress(a: string, b: string): string {
    const url = new URL(keepFilters("/timeline"), location.href);
    url.searchParams.delete("actor");
    url.searchParams.set("actor", a);
    url.searchParams.set("with", b);
    return url.pathname + url.search;
}

export function matrix(pairs: Pair[]): HTMLElement {
    const counts = new Map<string, { name: string; events: number }>();
    const cells = new Map<string, Pair>();
    for (const pair of pairs) {
        const source = pairKey(pair.source_actor, pair.source_entity, pair.source),
            target = pairKey(pair.target_actor, pair.target_entity, pair.target);
        for (const [key, name] of [
            [source, pair.source],
            [target, pair.target],
        ] as const)
            counts.set(key, { name, events: (counts.get(key)?.events ?? 0) + pair.events });
        cells.set(source + "\n" + target, pair);
    }
    const most = Math.max(...pairs.map(({ events }) => events));
    const order = [...counts].sort(([, a], [, b]) => b.events - a.events);
    const cell = (source: string, target: string): HTMLElement => {
        const pair = cells.get(source + "\n" + target);
        if (!pair) return h("td", { class: source === target ? "cell self" : "cell" });
        const share = pair.cooperation + pair.conflict ? pair.cooperation / (pair.cooperation + pair.conflict) : 0.5;
        const words = `${actorName(pair.source)} to ${actorName(pair.target)}: ${pair.cooperation} of cooperation, ${pair.conflict} of conflict`;
        return h(
            "td",
            {
                class:
                    "cell " +
                    (share > 0.66 ? "coop" : share < 0.34 ? "conf" : "mixed") +
                    (pair.events > most / 3 ? " many" : ""),
            },
            h("a", { href: pairAddress(source, target), title: words, "aria-label": words }, pair.events),
        );
    };
    return h(
        "div",
        { class: "scroll matrix-box", tabindex: 0, role: "region", "aria-label": "Who deals with whom" },
        h(
            "table",
            { class: "matrix" },
            h("caption", {}, "Rows act, columns are acted upon"),
            h(
                "thead",
                {},
                h(
                    "tr",
                    {},
                    h("td"),
                    order.map(([, { name }]) => h("th", { scope: "col" }, h("span", {}, actorName(name)))),
                ),
            ),
            h(
                "tbody",
                {},
                order.map(([source, { name }]) =>
                    h(
                        "tr",
                        {},
                        h(
                            "th",
                            { scope: "row" },
                            h("a", { class: "actor", href: "/actor/" + encodeURIComponent(source) }, actorName(name)),
                        ),
                        order.map(([target]) => cell(source, target)),
                    ),
                ),
            ),
        ),
    );
}
