/** What each file imports, by path. Files that are not keys import nothing. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

/** The groups of files that import each other in a circle, each sorted (Tarjan, strongly connected components). */
export function importCycles(graph: ImportGraph): readonly (readonly string[])[] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const cycles: string[][] = [];
  const visit = (file: string): number => {
    const index = order.size;
    order.set(file, index);
    lowest.set(file, index);
    open.push(file);
    for (const imported of (graph.get(file) ?? []).filter((path) => graph.has(path))) {
      const reached = order.has(imported)
        ? open.includes(imported)
          ? order.get(imported)
          : undefined
        : visit(imported);
      lowest.set(file, Math.min(lowest.get(file) ?? index, reached ?? index));
    }
    const low = lowest.get(file) ?? index;
    if (low === index) {
      const group = open.splice(open.indexOf(file));
      if (group.length > 1 || graph.get(file)?.includes(file)) cycles.push(group.sort());
    }
    return low;
  };
  for (const file of graph.keys()) if (!order.has(file)) visit(file);
  return cycles;
}
