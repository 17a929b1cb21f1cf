/** How HoraeDB ends without RocksDB in its build depends on what else stands in the table. */
import { expect, it } from "vitest";
import { lint } from "../src/lint.ts";
import { products } from "./support/run.ts";

const messageFor = (more: string) => {
  const source = { path: "horaedb.toml", text: `[analytic.wal]\ntype = "RocksDB"\n${more}` };
  const { diagnostics } = lint([{ source, kind: "horaedb", version: "2.1.0" }], products);
  return diagnostics.find(({ code }) => code.name === "wal-not-in-build")?.message;
};

it.each([
  ["nothing", "", "panics at start"],
  ["a key of the table itself", "disable_data = false\n", "panics at start"],
  ["a key of RocksDB", 'data_dir = "/data"\n', "refuses the file"],
  ["a key that nobody knows", "data_dri = 1\n", "refuses the file"],
  ["a key of another WAL", "segment_size = 4\n", "refuses the file"],
  ["a table of another WAL", "[analytic.wal.kafka.client]\n", "refuses the file"],
])("with %s beside the type", (_, more, end) => expect(messageFor(more)).toContain(end));
