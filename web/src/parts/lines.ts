// Lines of a list: an event, a statement, where it is told. Each leads to its sentence in its report, and lists lead to a file.
import { address, get, type Event, type EventDetail, type Query, type Statement, type Telling } from "../api";
import { h, plural, type Child } from "../dom";
import { actVerb, actorName, dayName, isPlain, quads, quantity, reportName, statuses, verb } from "../words";

export function actorLink(name: string | null, code?: string | null, entity?: number | null): Child {
    const key = code ?? entity;
    if (!name || key === null || key === undefined) return h("span", { class: "actor" }, actorName(name));
    return h("a", { class: "actor", href: "/actor/" + encodeURIComponent(key) }, actorName(name));
}

export function badge(status: string | null): Child {
    if (!status || isPlain(status)) return null;
    return h("span", { class: "badge badge-" + status, title: statuses[status] }, status);
}

export const mark = (quad: number | null): HTMLElement =>
    h("span", { class: `mark quad${quad ?? 0}`, role: "img", "aria-label": quads[quad ?? 0], title: quads[quad ?? 0] });

// Where it is told: "dpa, 5 May 2025", to that sentence, and to the very words where they are known.
export function sourceLink(
    of: {
        report: number | null;
        key?: string | null;
        agency?: string | null;
        published?: string | null;
        sentence: number | null;
        span_start?: number;
        span_end?: number;
    },
    words?: string,
): Child {
    if (of.report === null) return null;
    const span = of.span_start === undefined ? "" : `&span=${of.span_start}-${of.span_end}`;
    return h(
        "a",
        { class: "source", href: `/report/${of.report}?sentence=${of.sentence ?? 0}${span}` },
        words ??
            ([of.agency ?? reportName(of), of.published && dayName(of.published)].filter(Boolean).join(", ") ||
                "source"),
    );
}

export function tellingLine(telling: Telling): HTMLElement {
    const spoken = telling.on_word_of && `according to ${actorName(telling.on_word_of)}`;
    const count = quantity(telling.count, telling.bound, telling.unit);
    return h(
        "li",
        { class: "telling" },
        h("p", { class: "quote" }, telling.text ?? "(the store keeps no text)"),
        h(
            "p",
            { class: "about" },
            sourceLink(telling),
            badge(telling.status),
            spoken && h("span", {}, spoken),
            count && h("span", {}, count),
            telling.why &&
                h(
                    "span",
                    { class: "why", title: "How it was read: the entry of the lexicon" },
                    "read by ",
                    h("code", {}, telling.why),
                ),
        ),
    );
}

// "Norway coerces Ireland", with its sentence; who tells it unfolds.
export function eventLine(event: Event): HTMLElement {
    const tellings = h("ol", { class: "tellings" });
    const others = (event.statuses ?? "").split(",").filter((status) => status && status !== event.status);
    const more = h(
        "details",
        {
            class: "more",
            toggle: async () => {
                if (!more.open || tellings.hasChildNodes()) return;
                try {
                    const detail = await get<EventDetail>(`/events/${event.event}`);
                    tellings.replaceChildren(...detail.tellings.map(tellingLine));
                } catch (error) {
                    tellings.replaceChildren(h("li", { class: "problem" }, (error as Error).message));
                }
            },
        },
        h(
            "summary",
            {},
            plural(event.sources, "source"),
            event.reports > event.sources && h("span", {}, `, ${event.reports} reports`),
        ),
        tellings,
    );
    return h(
        "li",
        { class: "line", id: `event-${event.event}` },
        h(
            "time",
            { datetime: event.day, title: event.day_basis === "published" ? "the day of the report" : null },
            dayName(event.day),
        ),
        mark(event.quad),
        h(
            "div",
            { class: "body" },
            h(
                "p",
                { class: "deed" },
                actorLink(event.source, event.source_actor, event.source_entity),
                " ",
                h("a", { class: "type", href: `/event/${event.event}` }, verb(event.type, event.source)),
                " ",
                event.target ? actorLink(event.target, event.target_actor, event.target_entity) : null,
                event.place && h("span", { class: "place" }, event.place),
                badge(event.status),
                others.length > 0 &&
                    h(
                        "span",
                        { class: "others", title: "other sources have it otherwise" },
                        "also " + others.join(", "),
                    ),
            ),
            event.text && h("p", { class: "quote" }, event.text),
            more,
        ),
    );
}

export function statementLine(statement: Statement): HTMLElement {
    return h(
        "li",
        { class: "line" },
        h("time", { datetime: statement.day }, dayName(statement.day)),
        h("span", { class: "mark said", role: "img", "aria-label": "Statement" }),
        h(
            "div",
            { class: "body" },
            h(
                "p",
                { class: "deed" },
                h("span", { class: "actor" }, statement.source_name ?? actorName(statement.party)),
                " ",
                h(
                    "span",
                    { class: "type" },
                    actVerb(statement.act, statement.source_name ?? statement.party, statement.toward),
                ),
                statement.toward && [" ", h("span", { class: "actor" }, actorName(statement.toward))],
                statement.denies !== null && h("span", { class: "badge badge-denied" }, "denies"),
                statement.retracts !== null && h("span", { class: "badge" }, "takes back"),
                statement.answers !== null && h("span", { class: "badge" }, "answers"),
            ),
            statement.content && h("p", { class: "quote" }, statement.content),
            h("p", { class: "about" }, sourceLink(statement)),
        ),
    );
}

export function csvLink(path: string, query: Query, format = "csv", words = "CSV"): HTMLElement {
    const { limit: _limit, offset: _offset, order: _order, ...rest } = query;
    return h(
        "a",
        {
            class: "export",
            href: address(path, { ...rest, format }),
            download: true,
            title: `All of this list as a ${words} file`,
        },
        words,
    );
}

export const nothing = (words: string): HTMLElement => h("p", { class: "nothing" }, words);

// The next page of a list is added under it.
export function pager<Row>(
    list: HTMLElement,
    state: { next: number | null; total: number; shown: number },
    fetchPage: (offset: number) => Promise<{ rows: Row[]; next: number | null }>,
    draw: (row: Row) => HTMLElement,
): HTMLElement {
    const count = h("span", { role: "status" });
    const button = h(
        "button",
        {
            type: "button",
            click: async () => {
                button.disabled = true;
                try {
                    const page = await fetchPage(state.next!);
                    const firstNew = draw(page.rows[0]!);
                    list.append(firstNew, ...page.rows.slice(1).map(draw));
                    state.shown += page.rows.length;
                    state.next = page.next;
                    firstNew.querySelector<HTMLElement>("a, summary")?.focus();
                } catch (error) {
                    count.textContent = (error as Error).message;
                    button.disabled = false;
                    return;
                }
                button.disabled = false;
                update();
            },
        },
        "Show more",
    );
    const box = h("p", { class: "pager" }, count, button);
    const update = (): void => {
        count.textContent = `${state.shown.toLocaleString("en")} of ${state.total.toLocaleString("en")} `;
        box.hidden = state.shown >= state.total && state.next === null;
        button.hidden = state.next === null;
    };
    update();
    return box;
}
