// One actor: what it is called, what it does and meets, with whom it deals, who acts for it, and its latest events.
import { get, type ActorDetail, type Bin, type Event, type List, type Query, type Statement } from "../api";
import { h, plural, type Child } from "../dom";
import { balance, bars } from "../parts/bars";
import { actorLink, csvLink, eventLine, nothing, pager, statementLine } from "../parts/lines";
import { pairAddress } from "../parts/matrix";
import { changed, filterQuery, type Context, type View } from "../route";
import { actorName, typeCovers, typeName } from "../words";
import "../style/actors.css";

export const view: View = {
    filters: ["type", "quad", "status", "source", "since", "until"],
    title: (route) => actorName(route.key),
    render,
};

async function render({ root, route, signal }: Context): Promise<void> {
    const key = route.key ?? "";
    const filters = filterQuery(route, ["type", "quad", "status", "source", "since", "until"]);
    const statements = route.query.get("list") === "statements";
    const said: Query = Object.fromEntries(
        Object.entries(filters).filter(([name]) => ["source", "since", "until"].includes(name)),
    );
    const query: Query = { ...(statements ? said : filters), actor: key, order: "-day", limit: 30 };
    const path = statements ? "/statements" : "/timeline";
    const [actor, bins, page] = await Promise.all([
        get<ActorDetail>("/actors/" + encodeURIComponent(key), {}, signal),
        get<List<Bin>>("/timeline/bins", { ...filters, actor: key, by: "week", limit: 1000 }, signal),
        get<List<Event | Statement>>(path, query, signal),
    ]);
    const name = actor.code && actor.kind === "code" ? actorName(actor.code) : actor.name;
    document.title = `${name} · Dateline`;
    const facts = [
        actor.kind === "code" ? null : actor.kind,
        actor.role,
        actor.actor && actorName(actor.actor) !== name ? actorName(actor.actor) : null,
        actor.sector,
        plural(actor.events, "event"),
        plural(actor.reports, "report"),
    ];
    const called = actor.called.filter((one) => one.name !== name).slice(0, 12);
    root.prepend(
        h("h1", {}, name),
        h(
            "p",
            { class: "lead facts" },
            facts.filter(Boolean).map((fact) => h("span", {}, fact)),
        ),
        called.length === 0
            ? ""
            : h(
                  "p",
                  { class: "lead" },
                  "Called ",
                  called.map((one) => `“${one.name}”`).join(", "),
                  actor.called.length > 13 && " and more",
                  ".",
              ),
    );
    if (bins.rows.length > 1)
        root.append(
            bars(bins.rows, `/timeline?actor=${encodeURIComponent(key)}`, bins.rows[0]!.bin, bins.rows.at(-1)!.bin),
        );
    const most = Math.max(1, ...actor.counts.flatMap(({ as_source, as_target }) => [as_source, as_target]));
    const bar = (n: number): Child => {
        const one = h("span", { class: "bar" });
        one.style.width = `${(n / most) * 5}rem`;
        return [h("span", { class: "count" }, n), " ", n > 0 && one];
    };
    root.append(
        h(
            "div",
            { class: "two" },
            h(
                "section",
                {},
                h("div", { class: "list-head" }, h("h2", {}, "With whom")),
                actor.partners.length
                    ? h(
                          "ul",
                          { class: "pairs" },
                          actor.partners.slice(0, 12).map((partner) =>
                              h(
                                  "li",
                                  {},
                                  h("span", {}, actorLink(partner.name, partner.actor, partner.entity)),
                                  balance(
                                      partner.cooperation,
                                      partner.conflict,
                                      `${partner.cooperation} of cooperation, ${partner.conflict} of conflict`,
                                  ),
                                  h(
                                      "a",
                                      {
                                          href: pairAddress(
                                              key,
                                              partner.actor ?? String(partner.entity ?? partner.name),
                                          ),
                                      },
                                      plural(partner.events, "event"),
                                  ),
                              ),
                          ),
                      )
                    : nothing("With nobody."),
            ),
            h(
                "section",
                {},
                h("div", { class: "list-head" }, h("h2", {}, "What it does and meets")),
                h(
                    "table",
                    { class: "type-bars" },
                    h(
                        "thead",
                        {},
                        h(
                            "tr",
                            {},
                            ["Type", "Does", "Meets"].map((words) => h("th", { scope: "col" }, words)),
                        ),
                    ),
                    h(
                        "tbody",
                        {},
                        actor.counts.map((count) =>
                            h(
                                "tr",
                                {},
                                h("th", { scope: "row", title: typeCovers(count.type) }, typeName(count.type)),
                                h("td", {}, bar(count.as_source)),
                                h("td", {}, bar(count.as_target)),
                            ),
                        ),
                    ),
                ),
            ),
            actor.members.length > 0 &&
                h(
                    "section",
                    {},
                    h("div", { class: "list-head" }, h("h2", {}, "Who acts for it")),
                    h(
                        "ul",
                        { class: "pairs" },
                        actor.members
                            .slice(0, 12)
                            .map((member) =>
                                h(
                                    "li",
                                    {},
                                    h("span", {}, actorLink(member.name, null, member.id)),
                                    h("span", { class: "place-less" }, member.role ?? member.kind),
                                    h("span", {}, plural(member.reports, "report")),
                                ),
                            ),
                    ),
                ),
        ),
    );
    const draw = (row: Event | Statement): HTMLElement => ("event" in row ? eventLine(row) : statementLine(row));
    const list = h("ol", { class: "lines" }, page.rows.map(draw));
    root.append(
        h(
            "div",
            { class: "list-head" },
            h("h2", {}, "Latest"),
            h(
                "p",
                { class: "tabs" },
                h(
                    "a",
                    {
                        id: "tab-events",
                        href: changed({ list: null }),
                        "data-stay": true,
                        "aria-current": !statements && "true",
                    },
                    "Events",
                ),
                h(
                    "a",
                    {
                        id: "tab-statements",
                        href: changed({ list: "statements" }),
                        "data-stay": true,
                        "aria-current": statements && "true",
                    },
                    "Statements",
                ),
            ),
            csvLink(path, query),
        ),
        page.rows.length ? list : nothing("None."),
        pager(
            list,
            { next: page.next, total: page.total, shown: page.rows.length },
            (offset) => get<List<Event | Statement>>(path, { ...query, offset }),
            draw,
        ),
    );
}
