/** Rows as aligned text: the first column to the left, numbers and the rest to the right. The first row is the head. */
export function textTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  const lines = rows.map((row) =>
    widths
      .map((width, column) => (column === 0 ? (row[0] ?? "").padEnd(width) : (row[column] ?? "").padStart(width)))
      .join("  ")
      .trimEnd(),
  );
  const [head = "", ...body] = lines;
  return [head, "─".repeat(Math.max(...lines.map((line) => line.length))), ...body].join("\n");
}
