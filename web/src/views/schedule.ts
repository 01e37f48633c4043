// What is due when, as the reports announce it: what is to come after the last report first, and what was due before.
import { get, type Due, type List, type Query, type Report } from "../api";
import { h, plural } from "../dom";
import { dueLine } from "../parts/dues";
import { csvLink, nothing } from "../parts/lines";
import { filterQuery, type Context, type View } from "../route";
import { dayName } from "../words";

export const view: View = { filters: ["actor", "since", "until"], title: () => "Schedule", render };

async function render({ root, route, signal }: Context): Promise<void> {
    const query: Query = { ...filterQuery(route, ["actor", "since", "until"]), limit: 1000 };
    const [page, reports] = await Promise.all([
        get<List<Due>>("/schedule", query, signal),
        get<List<Report>>("/reports", { order: "-day", limit: 1 }, signal),
    ]);
    const now = reports.rows[0]?.published ?? new Date().toISOString().slice(0, 10);
    const coming = page.rows.filter(({ day, until }) => day !== null && (until ?? day) >= now);
    const past = page.rows.filter((row) => row.day !== null && !coming.includes(row)).reverse();
    const open = page.rows.filter(({ day }) => day === null);
    root.prepend(
        h("h1", {}, "Schedule"),
        h(
            "p",
            { class: "lead" },
            "Meetings, visits, deadlines and what else the reports announce. “To come” counts from the last report, ",
            dayName(now),
            ".",
        ),
    );
    const part = (title: string, rows: Due[]): HTMLElement | null =>
        rows.length
            ? h(
                  "section",
                  {},
                  h(
                      "div",
                      { class: "list-head" },
                      h("h2", {}, title),
                      h("span", {}, plural(rows.length, "entry", "entries")),
                  ),
                  h("ol", { class: "lines" }, rows.map(dueLine)),
              )
            : null;
    root.append(
        h(
            "p",
            { class: "exports" },
            csvLink("/schedule", query, "ics", "Calendar (.ics)"),
            " ",
            csvLink("/schedule", query),
        ),
    );
    for (const section of [part("To come", coming), part("Day not known", open), part("Before the last report", past)])
        if (section) root.append(section);
    if (!page.rows.length) root.append(nothing("Nothing is announced."));
    else if (page.next !== null)
        root.append(
            h("p", { class: "note" }, `The first ${page.rows.length} of ${page.total}: set a day above to see others.`),
        );
}
