// A report that is pasted or dropped here is read at once; it goes into the store only when that is asked for.
import { post, type Reading } from "../api";
import { announce, h } from "../dom";
import { reading } from "../parts/reading";
import { go, type Context, type View } from "../route";

export const view: View = { title: () => "Read a report", render };

const mostBytes = 2 << 20; // the server's own limit; saying so here spares a long upload

async function render({ root, store }: Context): Promise<void> {
    const text = h("textarea", {
        id: "paste",
        rows: 12,
        placeholder: "Paste a report here, or drop a text file.",
        spellcheck: "false",
    });
    const day = h("input", { id: "paste-day", type: "date" });
    const file = h("input", {
        id: "paste-file",
        type: "file",
        accept: ".txt,text/plain",
        change: () => file.files?.[0] && void load(file.files[0]),
    });
    const problem = h("p", { class: "problem", role: "alert", hidden: true });
    const result = h("div", { id: "result" });
    const button = h("button", { class: "main", id: "read-now" }, "Read it");

    const fail = (error: unknown): void => {
        problem.textContent = (error as Error).message;
        problem.hidden = false;
    };
    async function load(from: File): Promise<void> {
        if (from.size > mostBytes)
            return fail(new Error(`${from.name} is larger than 2 MB; add it with “dateline add” instead.`));
        text.value = await from.text();
        announce(`${from.name} is in the field.`);
    }
    const body = (): object => ({ text: text.value, ...(day.value && { date: day.value }) });
    async function read(): Promise<void> {
        problem.hidden = true;
        if (!text.value.trim()) return fail(new Error("Paste some text first."));
        if (new Blob([text.value]).size > mostBytes)
            return fail(new Error("That is more than 2 MB; add it with “dateline add” instead."));
        button.disabled = true;
        try {
            const answer = await post<Reading>("/read", body());
            const { record } = answer;
            result.replaceChildren(
                h(
                    "div",
                    { class: "list-head" },
                    h(
                        "h2",
                        { tabindex: -1, id: "was-read" },
                        `Read: ${record.sentences.length} sentences, ${record.statements.length} statements, ${record.events.length} events`,
                    ),
                    store.may_add && h("button", { type: "button", id: "add-report", click: add }, "Add to the store"),
                ),
                reading(answer.text, record),
                h(
                    "details",
                    { class: "brief", open: true },
                    h("summary", {}, h("h2", {}, "The brief")),
                    h("pre", { tabindex: 0 }, answer.brief),
                ),
            );
            document.getElementById("was-read")!.focus();
        } catch (error) {
            fail(error);
        }
        button.disabled = false;
    }
    async function add(): Promise<void> {
        try {
            const { report } = await post<{ outcome: string; report: number }>("/reports", body());
            dispatchEvent(new Event("store-changed"));
            go(`/report/${report}`);
        } catch (error) {
            fail(error);
        }
    }
    const form = h(
        "form",
        {
            class: "paste",
            submit: (event: Event) => (event.preventDefault(), void read()),
            dragover: (event: DragEvent) => (event.preventDefault(), form.classList.add("over")),
            dragleave: () => form.classList.remove("over"),
            drop: (event: DragEvent) => {
                event.preventDefault();
                form.classList.remove("over");
                const dropped = event.dataTransfer?.files[0];
                if (dropped) void load(dropped);
            },
        },
        h("label", { for: "paste" }, "Text of the report"),
        text,
        h(
            "p",
            { class: "paste-row" },
            h("span", { class: "field" }, h("label", { for: "paste-day" }, "Published on"), day),
            h("span", { class: "field" }, h("label", { for: "paste-file" }, "Or a file"), file),
            button,
        ),
    );
    root.append(
        h("h1", {}, "Read a report"),
        h(
            "p",
            { class: "lead" },
            "What you paste is read on the computer that runs Dateline and nowhere else. It is kept only if you add it.",
        ),
        form,
        problem,
        result,
    );
}
