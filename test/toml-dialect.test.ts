/** Where HoraeMeta's TOML library takes more than TOML 1.0, or less. HoraeDB's keeps to it. */
import { describe, expect, it } from "vitest";
import { findingsOf, placed } from "./support/run.ts";

/** What a file says of itself at 2.0.0, whose default topology has no finding of its own. */
const found = (as: string, text: string) => findingsOf({ as, files: { "a.toml": text } });
const severities = (as: string, text: string) =>
  found(as, text).map(({ code, severity }) => `${severity} ${code.name}`);
const meta = (text: string) => severities("horaemeta@2.0.0", text);
const node = (text: string) => severities("horaedb@2.0.0", text);

describe("a byte order mark", () => {
  it("stops HoraeMeta", () => {
    expect(found("horaemeta@2.0.0", "\ufeffhttp-port = 8080\n").map(placed)).toEqual([
      "a.toml:toml-syntax@1:1",
    ]);
    expect(meta("\ufeffhttp-port = 8080\n")).toEqual(["error toml-syntax"]);
  });
  it("is nothing to HoraeDB", () => expect(node("\ufeff[server]\nhttp_port = 5440\n")).toEqual([]));
});

describe("\\e in a text", () => {
  it("is the escape character to HoraeMeta", () => {
    const text = '[log]\nfile = "/var/log/\\e.log"\n';
    expect(meta(text)).toEqual([]);
  });
  it("is an error to HoraeDB", () =>
    expect(node('[server]\nbind_addr = "\\e"\n')).toContain("error toml-syntax"));
});

describe("a number or date that is none", () => {
  const values = ["99999999999999999999", "1979-02-30", "25:00:00", "1__0", "0x", "-01", "1.", "+-1", "_1"];

  it.each(values)("%s is not looked at below a name that HoraeMeta does not know", (value) => {
    for (const text of [
      `wal-directory = ${value}\n`,
      `[log]\ncolour = ${value}\n`,
      `[tracing]\nx = [ ${value} ]\n`,
      `tracing = { x = ${value} }\n`,
    ]) {
      expect(meta(text).filter((one) => one.startsWith("error"))).toEqual([]);
      expect(meta(text)).toContain("warning toml-syntax");
    }
  });
  it.each(values)("%s is an error where HoraeMeta reads it", (value) => {
    expect(meta(`HTTP-Port = ${value}\n`)).toEqual(["error toml-syntax"]);
    expect(meta(`[log]\nlevel.x = ${value}\n`)).toContain("error toml-syntax");
  });
  it.each(values)("%s is an error to HoraeDB, whoever reads it", (value) =>
    expect(node(`[tracking]\nx = ${value}\n`)).toContain("error toml-syntax"),
  );
  it.each(["10s", "abc", "01", "00", "0x1G", "1:30", "12:0x", '"a'])(
    "%s is more than its reader lets pass",
    (value) => expect(meta(`wal-directory = ${value}\n`)).toContain("error toml-syntax"),
  );
});

describe("a key that stands twice", () => {
  it.each([
    "[tracing]\na = 1\na = 2\n",
    "[tracing]\na = 1\n[tracing.a]\n",
    "[tracing]\na.b = 1\n[tracing.a]\n",
    "[tracing]\nb = { c = 1 }\nb.d = 2\n",
    "[tracing]\nb = { c = 1, c = 2 }\n",
    "[tracing.b]\n[tracing]\nb.c = 1\n",
    "[log.x]\na = 1\na = 2\n",
  ])("is not noticed in a table that HoraeMeta does not know: %j", (text) => {
    expect(meta(text).filter((one) => one.startsWith("error"))).toEqual([]);
    expect(meta(text)).toContain("warning duplicate-key");
  });
  it.each([
    "http-port = 1024\nhttp-port = 1024\n",
    "unknown = 1\nunknown = 1\n",
    "unknown = { a = 1, a = 2 }\n",
    "[tracing]\n[tracing]\n",
    "a = 1\n[a]\n",
    "a.b = 1\n[a]\n",
    '[log]\nlevel = "info"\nlevel = "info"\n',
    "[log]\nunknown = 1\nunknown = 1\n",
    "[tracing]\na = 1\na = 2\n[log]\nx = 1\nx = 2\n",
  ])("is noticed elsewhere: %j", (text) => expect(meta(text)).toContain("error duplicate-key"));
});

describe("an empty log level", () => {
  it.each(["log", "etcd-log"])("of %s is info", (table) =>
    expect(meta(`[${table}]\nlevel = ""\n`)).toEqual([]),
  );
});

describe("a table's header where a value belongs, and nothing below it", () => {
  it("sets nothing with HoraeMeta", () =>
    expect(meta("[http-port]\n")).toEqual(["warning surprising-value"]));
  it("is refused with a key below it, or as a value", () => {
    expect(meta("[http-port]\nx = 1\n")).toEqual(["error wrong-type"]);
    expect(meta("http-port = {}\n")).toEqual(["error wrong-type"]);
  });
  it("is refused by HoraeDB", () => expect(node("[server.http_port]\n")).toEqual(["error wrong-type"]));
});
