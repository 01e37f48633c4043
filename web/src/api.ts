// What the page asks of the server: the shapes of docs/openapi.json that it uses, and one way to fetch them.

export interface List<Row> {
    total: number;
    rows: Row[];
    next: number | null;
}
export interface Store {
    path: string;
    reports: number;
    sentences: number;
    statements: number;
    events: number;
    first_day: string | null;
    last_day: string | null;
    program: string;
    has_text: boolean;
    may_add: boolean;
    may_save: boolean;
    agencies: { agency: string; reports: number }[];
    types: string[];
    statuses: string[];
    acts: string[];
    stances: string[];
}
export interface Event {
    event: number;
    day: string | null;
    day_basis: string | null;
    type: string;
    source: string | null;
    target: string | null;
    source_actor: string | null;
    target_actor: string | null;
    source_entity: number | null;
    target_entity: number | null;
    place: string | null;
    status: string | null;
    statuses: string | null;
    reports: number;
    sources: number;
    agencies: string | null;
    goldstein: number | null;
    quad: number | null;
    confidence: number | null;
    text: string | null;
}
export interface Telling extends Omit<Event, "reports" | "sources" | "agencies" | "statuses"> {
    telling: number;
    until: string | null;
    mode: string | null;
    contexts: string | null;
    cameo: string | null;
    count: number | null;
    bound: string | null;
    unit: string | null;
    on_word_of: string | null;
    why: string | null;
    word: string | null;
    report: number;
    key: string;
    agency: string | null;
    published: string | null;
    story: number;
    sentence: number;
    span_start: number;
    span_end: number;
}
export interface EventDetail extends Event {
    tellings: Telling[];
    merged: number[];
}
export interface Bin {
    bin: string;
    quad1: number;
    quad2: number;
    quad3: number;
    quad4: number;
    neutral: number;
    statements: number;
    goldstein: number | null;
}
export interface Statement {
    statement: number;
    day: string | null;
    act: string;
    party: string | null;
    toward: string | null;
    source_name: string | null;
    addressee_name: string | null;
    content: string | null;
    answers: number | null;
    denies: number | null;
    retracts: number | null;
    span_start: number;
    span_end: number;
    report: number;
    key: string;
    agency: string | null;
    published: string | null;
    sentence: number;
}
export interface Actor {
    id: number | null;
    code: string | null;
    name: string;
    kind: string;
    actor: string | null;
    sector: string | null;
    role: string | null;
    reports: number;
    events: number;
}
export interface ActorDetail extends Actor {
    called: { name: string; reports: number }[];
    counts: { type: string; as_source: number; as_target: number }[];
    partners: {
        name: string;
        actor: string | null;
        entity: number | null;
        events: number;
        cooperation: number;
        conflict: number;
        goldstein: number | null;
    }[];
    members: { id: number; name: string; kind: string; role: string | null; reports: number }[];
}
export interface Pair {
    source: string;
    target: string;
    source_actor: string | null;
    source_entity: number | null;
    target_actor: string | null;
    target_entity: number | null;
    events: number;
    cooperation: number;
    conflict: number;
    goldstein: number | null;
}
export interface Position {
    day: string | null;
    party: string | null;
    toward: string | null;
    stance: string;
    issue: string | null;
    words: string | null;
    answer: string;
    answer_by: string | null;
    position: number;
    report: number;
    key: string;
    agency: string | null;
    sentence: number;
}
export interface ForcePoint {
    day: string | null;
    low: number | null;
    high: number | null;
    count: number | null;
    bound: string | null;
    on_word_of: string | null;
    report: number;
    key: string;
    agency: string | null;
    sentence: number;
    text: string | null;
}
export interface ForceSeries {
    party: string | null;
    unit: string | null;
    place: string | null;
    planned: number;
    points: ForcePoint[];
}
export interface Due {
    day: string | null;
    until: string | null;
    what: string | null;
    party: string | null;
    with_party: string | null;
    body: string | null;
    sources: number;
    id: string;
    told: string | null;
    text: string | null;
}
export interface Version {
    says: string | null;
    who: string | null;
    day: string | null;
    report: number | null;
    key: string | null;
    sentence: number | null;
}
export interface Disputed {
    event: number | null;
    day: string | null;
    type: string;
    source: string | null;
    target: string | null;
    place: string | null;
    what: string;
    sources: number;
    text: string | null;
    versions: Version[];
}
export interface Place {
    place: number;
    name: string;
    kind: string;
    country: string | null;
    lat: number | null;
    lon: number | null;
    events: number;
    quad1: number;
    quad2: number;
    quad3: number;
    quad4: number;
    neutral: number;
    reports: number;
    mentions: number;
}
export interface Report {
    report: number;
    key: string;
    agency: string | null;
    published: string | null;
    published_basis?: string;
    dateline?: string | null;
    bylines?: string | null;
    title: string | null;
    state: string;
    copy_of: string | null;
    superseded_by: number | null;
    sentences: number;
    statements: number;
    events: number;
}
export interface Found {
    report: number;
    key: string;
    agency: string | null;
    published: string | null;
    title: string | null;
    sentence: number;
    text: string;
    hits: [number, number][];
}
export interface Search {
    id: number;
    name: string;
    view: string;
    query: string;
    feed: string;
}
export type Span = [number, number];
// The record of one report, as far as the page shows it; see docs of the format.
export interface RecordOfReport {
    meta: {
        agency: string | null;
        bylines: string[];
        dateline: { place: string | null } | null;
        title: string | null;
        published: string | null;
        published_basis: string;
    };
    furniture: { span: Span; kind: string }[];
    sentences: { id: number; span: Span; paragraph?: number }[];
    entities: {
        id: number;
        name: string;
        kind: string;
        actor: string | null;
        sector: string | null;
        role: string | null;
        mentions: { span: Span; form: string }[];
    }[];
    places: { span: Span; name: string; country: string | null; lat: number | null; lon: number | null }[];
    times: { span: Span; type: string; value: string | null; relative?: string | null }[];
    quantities: { span: Span; count: number | null; bound: string | null; unit: string | null }[];
    statements: {
        id: number;
        sentence: number;
        source: Span[];
        cue: Span[];
        content: Span[];
        source_entity: number | null;
        addressee_entity: number | null;
        act: string;
        manner: string;
        channel: string | null;
        date: string | null;
        answers: number | null;
        denies: number | null;
        retracts: number | null;
    }[];
    events: {
        id: number;
        sentence: number;
        span: Span;
        source_entity: number | null;
        target_entity: number | null;
        source: string | null;
        target: string | null;
        type: string;
        mode: string | null;
        cameo: string | null;
        quad: number;
        goldstein: number;
        status: string;
        statement: number | null;
        date: string | null;
        confidence: number;
        why: string | null;
    }[];
    positions: {
        span?: Span;
        party: string | null;
        toward: string | null;
        stance: string;
        issue: string | null;
        answer: string;
        answer_by: string | null;
    }[];
    forces: {
        span?: Span;
        party: string | null;
        count: number | null;
        bound: string | null;
        unit: string | null;
        as_of: string | null;
    }[];
    incidents: {
        span?: Span;
        what?: string | null;
        claimed_by: string | null;
        denied_by: string | null;
        date: string | null;
    }[];
    schedule: {
        span?: Span;
        what: string;
        parties?: string[];
        body?: string | null;
        date: string | null;
        until?: string | null;
    }[];
}
export interface ReportDetail {
    report: Report;
    text: string | null;
    record: RecordOfReport;
}
export interface Reading {
    text: string;
    record: RecordOfReport;
    brief: string;
}

export type Query = Record<string, string | number | string[] | null | undefined>;

export class ApiError extends Error {
    constructor(
        message: string,
        readonly status: number,
    ) {
        super(message);
    }
}

export function address(path: string, query: Query = {}): string {
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
        if (value === null || value === undefined || value === "") continue;
        for (const one of Array.isArray(value) ? value : [value]) search.append(name, String(one));
    }
    const text = search.toString();
    return `/api/v1${path}${text ? "?" + text : ""}`;
}

async function answer<T>(response: Response): Promise<T> {
    if (response.ok) return (response.status === 204 ? null : await response.json()) as T;
    let message = `The server answered ${response.status}.`;
    try {
        message = ((await response.json()) as { error: string }).error;
    } catch {
        /* no JSON: the status has to do */
    }
    throw new ApiError(message, response.status);
}

async function send(url: string, init?: RequestInit): Promise<Response> {
    try {
        return await fetch(url, init);
    } catch (error) {
        if ((error as Error).name === "AbortError") throw error;
        throw new ApiError("The server does not answer: is “dateline serve” still running?", 0);
    }
}

export async function get<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
    return answer<T>(await send(address(path, query), { signal, headers: { Accept: "application/json" } }));
}

// X-Dateline: no form of another site can send it, which is how the server tells this page from such a form.
export async function post<T>(path: string, body: unknown): Promise<T> {
    return answer<T>(
        await send(address(path), {
            method: "POST",
            body: JSON.stringify(body),
            headers: { "Content-Type": "application/json", "X-Dateline": "1" },
        }),
    );
}

export async function remove(path: string): Promise<void> {
    await answer(await send(address(path), { method: "DELETE", headers: { "X-Dateline": "1" } }));
}
