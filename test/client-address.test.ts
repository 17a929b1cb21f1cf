/** What the clients of HoraeDB make of an address; the expected kinds were seen with http 0.2.12 and tonic 0.8.3. */
import { describe, expect, it } from "vitest";
import { writtenName } from "../src/diagnostics/message.ts";
import { flawOfAddress, repairedAddress } from "../src/products/horaedb/meta/client-address.ts";

const address = (text: string, key: "meta_addr" | "server_addrs") => ({
  text: writtenName(text),
  key,
  version: writtenName("2.1.0"),
});

describe("an address", () => {
  it.each([
    "http://10.1.1.1:2379",
    "http://user:password@10.1.1.1:2379",
    "http://[fd00::1]:2379",
    "http://meta_0:2379/path?query",
  ])("is right in both keys: %s", (text) => {
    expect(flawOfAddress(address(text, "meta_addr"))).toBeUndefined();
    expect(flawOfAddress(address(text, "server_addrs"))).toBeUndefined();
    expect(repairedAddress(address(text, "meta_addr"))).toMatch(/^http:\/\/[^@/]+:2379$/);
  });

  it.each([
    ["http://fd00::1:2379", "refused", "http://[address]:2379"],
    ["http://a:b:2379", "refused", "http://host:2379"],
    ["http://user:password@fd00::1:2379", "refused", "http://[address]:2379"],
    ["http:// 10.1.1.1:2379", "refused", "http://10.1.1.1:2379"],
    ["http://", "refused", "http://host:2379"],
    ["http://métà:2379", "refused", "http://host:2379"],
    ["http://a|b:2379", "refused", "http://host:2379"],
    ["http://a%b:2379", "refused", "http://host:2379"],
    ["http://10.1.1.1]:2379", "refused", "http://host:2379"],
    ["http://[10.1.1.1:2379", "refused", "http://host:2379"],
    ["http://10.1.1.1：2379", "refused", "http://10.1.1.1:2379"],
    ["http://10.1.1.1:", "odd", "http://10.1.1.1:2379"],
    ["http://[fd00::1]", "odd", "http://[fd00::1]:2379"],
    ["grpc://10.1.1.1:2379", "odd", "http://10.1.1.1:2379"],
    ["://10.1.1.1:2379", "odd", "http://10.1.1.1:2379"],
    ["http//10.1.1.1:2379", "refused", "http://10.1.1.1:2379"],
    ["http://10.1.1.1;2379", "odd", "http://10.1.1.1:2379"],
    ["http://10.1.1.1:0", "unreachable", "http://10.1.1.1:2379"],
    ["http://10.1.1.1:2379x", "unreachable", "http://10.1.1.1:2379"],
  ])("%s is %s", (text, kind, right) => {
    const wrong = address(text, "meta_addr");
    expect(flawOfAddress(wrong)?.kind).toBe(kind);
    expect(repairedAddress(wrong)).toBe(right);
  });

  it.each([
    ["10.1.1.1:2379,10.1.1.2:2379", "refused"],
    ["meta0,meta1", "unreachable"],
    ["HTTP://10.1.1.1:2379", "unreachable"],
    ["10.1.1.1:2379 ", "refused"],
    ["http:/10.1.1.1:2379", "unreachable"],
    ["http://http://10.1.1.1:2379", "unreachable"],
    ["://10.1.1.1:2379", "refused"],
    ["meta0", "odd"],
  ])("of etcd, %s, is %s", (text, kind) => {
    expect(flawOfAddress(address(text, "server_addrs"))?.kind).toBe(kind);
    expect(repairedAddress(address(text, "server_addrs"))).toMatch(/^(?:10\.1\.1\.1|meta0):2379$/);
  });
});
