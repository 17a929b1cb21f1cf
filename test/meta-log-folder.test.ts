/** The folder of HoraeMeta's log, without which it panics at the start. */
import { expect, it } from "vitest";
import { compileText } from "./support/run.ts";

/** The folders that the unit of a member creates, besides the member's own. */
function created(file: string): string[] {
  const { bundle } = compileText(`cfgc: 1
name: s
environment: development
hosts: { db1: { address: 10.1.1.1 } }
horaedb:
  version: 2.0.0
  meta: { members: [ { name: meta0, host: db1, config: { log: { file: ${JSON.stringify(file)} } } } ] }
  nodes: { members: [ { host: db1 } ] }
`);
  const unit = bundle?.files.find(({ path }) => path.endsWith("horaemeta-meta0.service"))?.content ?? "";
  const folders = [...unit.matchAll(/install -d .* -m 0750 (.+)$/gm)].map(([, folder = ""]) => folder);
  expect(folders).toContain("/var/lib/horaemeta/meta0");
  return folders.filter((folder) => folder !== "/var/lib/horaemeta/meta0");
}

it.each([
  ["/var/log/horaemeta/meta0.log", ["/var/log/horaemeta"]],
  ["/data/logs/meta0.log", ["/data/logs"]],
])("%s has its folder created", (file, expected) => expect(created(file)).toEqual(expected));

it.each([
  "stdout",
  "stderr",
  "meta0.log",
  "/var/log/meta0.log",
  "/dev/null",
  "/tmp/meta0.log",
  "/meta0.log",
  "/dev/shm/m.log",
])("%s changes the owner of no folder of the machine", (file) => expect(created(file)).toEqual([]));
