/**
 * A flow cannot go on, because something it depends on is missing, unreadable or undecided. It stops rather than leave the step out. The
 * message is for the log and for administrators; everybody else gets the number of the request.
 */
export class FlowFault extends Error {
  override readonly name = "FlowFault";
}
