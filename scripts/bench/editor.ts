/** How long somebody at an editor waits for findings, completion and hover, against starting Node. */
import { spawn, spawnSync } from "node:child_process";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import {
  createProtocolConnection,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver-protocol/node";
import { median } from "./contest.ts";
import { editedCluster } from "./inputs.ts";
import { cfgc, type Place } from "./place.ts";
import { ms, type Report } from "./report.ts";

const warmUp = 5;
const rounds = 31;
/** Times what `node -e 0` takes; nothing of a newer edit waits for an older run, so what comes during one has the same bars. */
const bars = { findings: 1.5, completion: 0.5, hover: 0.5 } as const;
/** In milliseconds: a check of an older text is under way then. */
const intoCheck = 5;

export async function editor(place: Place, report: Report): Promise<void> {
  const text = editedCluster(400);
  const path = place.write("editor/cluster.yaml", text);
  const child = spawn(process.execPath, [cfgc, "lsp"], { stdio: ["pipe", "pipe", "inherit"] });
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  try {
    const times = await measure(connection, path, text);
    const one = median(times.start);
    report.table(`In an editor: ${text.split("\n").length} lines, 400 instances (${rounds} rounds)`, [
      ["", "min", "median", "max"],
      ...Object.entries({
        "`node -e 0`": times.start,
        "edit to findings": times.findings,
        completion: times.completion,
        hover: times.hover,
        "completion, sent with an edit": times.completionWithEdit,
        "edit during a check, to findings": times.findingsAgain,
      }).map(([title, all]) => [title, ms(Math.min(...all)), ms(median(all)), ms(Math.max(...all))]),
    ]);
    report.claims("In an editor, against `node -e 0`", [
      { title: "edit to findings", value: median(times.findings) / one, bar: bars.findings },
      { title: "completion", value: median(times.completion) / one, bar: bars.completion },
      { title: "hover", value: median(times.hover) / one, bar: bars.hover },
      {
        title: "completion, sent with an edit",
        value: median(times.completionWithEdit) / one,
        bar: bars.completion,
      },
      {
        title: "edit during a check, to findings",
        value: median(times.findingsAgain) / one,
        bar: bars.findings,
      },
    ]);
  } finally {
    connection.dispose();
    child.kill();
  }
}

async function measure(connection: ProtocolConnection, path: string, text: string) {
  const uri = pathToFileURL(path).href;
  let version = 1;
  let published = () => {};
  connection.onNotification("textDocument/publishDiagnostics", (params) => {
    if (params.uri === uri && params.version === version) published();
  });
  connection.listen();
  const folder = pathToFileURL(dirname(path)).href;
  await connection.sendRequest("initialize", {
    processId: process.pid,
    rootUri: null,
    capabilities: {},
    workspaceFolders: [{ uri: folder, name: "bench" }],
  });
  await connection.sendNotification("initialized", {});
  const next = () =>
    new Promise<void>((done) => {
      published = done;
    });
  const opened = next();
  await connection.sendNotification("textDocument/didOpen", {
    textDocument: { uri, languageId: "yaml", version, text },
  });
  await opened;
  const line = text.split("\n").findIndex((one) => one.includes("host: h200"));
  const position = { line, character: (text.split("\n")[line] ?? "").indexOf("host") + 1 };
  const times = {
    start: [] as number[],
    findings: [] as number[],
    completion: [] as number[],
    hover: [] as number[],
    completionWithEdit: [] as number[],
    findingsAgain: [] as number[],
  };
  /** A letter at the end of the site's name is put there, or taken away. */
  let isLonger = false;
  const edit = () => {
    version += 1;
    isLonger = !isLonger;
    const start = { line: 1, character: 6 };
    const range = { start, end: isLonger ? start : { line: 1, character: 7 } };
    return connection.sendNotification("textDocument/didChange", {
      textDocument: { uri, version },
      contentChanges: [{ range, text: isLonger ? "x" : "" }],
    });
  };
  const complete = () =>
    connection.sendRequest("textDocument/completion", { textDocument: { uri }, position });
  const again = async () => {
    void edit();
    await new Promise((done) => setTimeout(done, intoCheck));
    return timed(async () => {
      void edit();
      // Of the version that was just made.
      await next();
    });
  };
  for (let round = 0; round < warmUp + rounds; round += 1) {
    const measured = {
      start: await timed(async () => spawnSync(process.execPath, ["-e", "0"])),
      findings: await timed(async () => {
        const told = next();
        void edit();
        await told;
      }),
      completion: await timed(complete),
      hover: await timed(() =>
        connection.sendRequest("textDocument/hover", { textDocument: { uri }, position }),
      ),
      completionWithEdit: await timed(() => {
        void edit();
        return complete();
      }),
      findingsAgain: await again(),
    };
    if (round < warmUp) continue;
    for (const [name, time] of Object.entries(measured)) times[name as keyof typeof times].push(time);
  }
  return times;
}

async function timed(action: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await action();
  return performance.now() - began;
}
