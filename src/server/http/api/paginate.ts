/** A list as authentik's API has it. Pages are counted from 1; 0 stands for none. */
export interface PageOf<T> {
  readonly pagination: {
    readonly next: number;
    readonly previous: number;
    readonly count: number;
    readonly current: number;
    readonly total_pages: number;
    readonly start_index: number;
    readonly end_index: number;
  };
  readonly results: readonly T[];
  readonly autocomplete: Readonly<Record<string, never>>;
}

const defaultSize = 20;
const largestSize = 100;

/** The page of a list that `page` and `page_size` ask for; what makes no sense counts as not given. */
export function paginate<T>(all: readonly T[], parameters: URLSearchParams): PageOf<T> {
  const size = Math.min(positive(parameters.get("page_size")) ?? defaultSize, largestSize);
  const pages = Math.max(1, Math.ceil(all.length / size));
  const current = Math.min(positive(parameters.get("page")) ?? 1, pages);
  const start = (current - 1) * size;
  const results = all.slice(start, start + size);
  return {
    pagination: {
      next: current < pages ? current + 1 : 0,
      previous: current - 1,
      count: all.length,
      current,
      total_pages: pages,
      start_index: results.length > 0 ? start + 1 : 0,
      end_index: start + results.length,
    },
    results,
    autocomplete: {},
  };
}

function positive(text: string | null): number | undefined {
  const number = Number(text);
  return text !== null && Number.isInteger(number) && number > 0 ? number : undefined;
}
