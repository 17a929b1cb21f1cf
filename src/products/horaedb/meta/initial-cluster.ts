import { joined, type Message, type Sayable, say } from "../../../diagnostics/message.ts";
import { remembered } from "../../../diagnostics/remembered.ts";

export interface InitialMember {
  readonly name: Sayable;
  readonly url: Message;
}

/**
 * The pairs of an initial-cluster text, as etcd splits it: names keep their blanks, URLs are trimmed, empty pairs
 * are dropped (etcd-io/etcd@v3.5.12:client/pkg/types/urlsmap.go). All members have the same text.
 */
export const parseInitialCluster = remembered((text: Sayable): readonly InitialMember[] =>
  text
    .split(",")
    .filter((pair) => pair !== "")
    .map((pair) => {
      const at = pair.indexOf("=");
      return at === -1
        ? { name: pair, url: say`` }
        : { name: pair.slice(0, at), url: pair.slice(at + 1).trim() };
    }),
);

export function writeInitialCluster(members: readonly InitialMember[]): Sayable {
  return joined(
    members.map(({ name, url }) => say`${name}=${url}`),
    ",",
  );
}
