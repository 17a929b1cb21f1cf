import { isLoopback, isUnspecified } from "../model/addresses.ts";
import type { Group } from "../model/model.ts";

/** Some member is told by an address that leads to another machine; loopback in two spellings is still one machine. */
export function spansHosts(group: Group): boolean {
  return group.instances.some(({ claims }) =>
    claims.advertised.some(({ address }) => !isLoopback(address) && !isUnspecified(address)),
  );
}
