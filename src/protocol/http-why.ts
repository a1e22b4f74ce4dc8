import Type from "typebox";
import { type WaitExplained, comings } from "../domain/explain.ts";
import { type Assignment, type RoutingFilter, routingFilters } from "../domain/offer.ts";
import { type Infer, leaf, literals, nullable } from "./schema.ts";

const Counts = leaf<Readonly<Partial<Record<RoutingFilter, number>>>>(
  Type.Record(Type.String(), Type.Integer()),
);

/** "Why me?" of an offer or an answered task, and "Why is this waiting?" of one that nobody has. */
export const WhyReply = Type.Object({
  taskId: Type.String(),
  /** How the router chose; null where nobody was chosen, or a person chose. */
  assignment: nullable(
    leaf<Assignment>(
      Type.Object({ policy: Type.String(), step: Type.Integer() }, { additionalProperties: true }),
    ),
  ),
  waiting: nullable(
    Type.Object({
      routing: leaf<WaitExplained["routing"]>(Type.String()),
      position: Type.Integer(),
      step: Type.Object({ open: Type.Integer(), of: Type.Integer() }),
      heldFor: nullable(Type.String()),
      able: Type.Integer(),
      considered: Type.Integer(),
      filteredOut: Counts,
      declinedByAll: Type.Integer(),
      next: Type.Array(Type.Object({ at: Type.Integer(), what: literals(comings) })),
    }),
  ),
  /** The node's own time, for the instants. */
  now: Type.Integer(),
});
export type WhyReply = Infer<typeof WhyReply>;

/** "Who could take it?": those nearest to it first. */
export const CandidatesReply = Type.Object({
  items: Type.Array(
    Type.Object({
      agentId: Type.String(),
      name: Type.String(),
      obstacle: nullable(literals(routingFilters)),
      /** When time alone ends the obstacle: a back-off is over, or a step opens that asks for less. */
      endsAt: nullable(Type.Integer()),
      /** Which skills or tags are the obstacle. */
      lacks: Type.Array(
        Type.Object({
          kind: literals(["SKILL", "TAG"]),
          id: Type.String(),
          name: Type.String(),
          has: Type.Integer(),
          needs: Type.Integer(),
        }),
      ),
      /** The same as a sentence: "French 2, needs 5". Empty where nothing is lacking. */
      words: Type.String(),
    }),
  ),
  total: Type.Integer(),
});
export type CandidatesReply = Infer<typeof CandidatesReply>;
