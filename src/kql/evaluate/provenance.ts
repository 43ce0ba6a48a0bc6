import type { Plan, PlanOf } from '../plan/nodes.js';
import type { ColumnDeclaration } from '../types/table.js';

/** The field under which the records of a table give their places, where somebody follows them. */
export const placeField = '\u0000place';

/** A hidden column that tells which records of a table a row is made of: a place, or a list of them. */
export interface Mark extends ColumnDeclaration {
  readonly table: string;
}

/** A plan whose rows carry marks. */
export interface Followed {
  readonly plan: Plan;
  readonly marks: readonly Mark[];
  /** What it reads, of which rows may be lost in it. */
  readonly inputs: readonly Followed[];
  /** Where the marks end: what becomes of the rows in the next node is not known. */
  readonly last?: true;
}

/** Rewrites a plan so that every row carries the places of its records; what it gives is else the same. */
export class Follower {
  /** Every node that carries marks. */
  readonly nodes: Followed[] = [];
  private names = 0;
  private readonly materialized = new Map<string, Followed>();
  private readonly sources = new Map<string, Followed>();

  follow(plan: Plan): Followed {
    const followed = this.rewritten(plan);
    if (followed.marks.length > 0) this.nodes.push(followed);
    return followed;
  }

  private rewritten(plan: Plan): Followed {
    switch (plan.kind) {
      case 'table':
        return this.table(plan);
      case 'where':
      case 'sort':
      case 'top':
      case 'take':
      case 'sample':
      case 'render': {
        const input = this.follow(plan.input);
        return {
          plan: { ...plan, input: input.plan, columns: input.plan.columns },
          marks: input.marks,
          inputs: [input],
        };
      }
      case 'project': {
        const input = this.follow(plan.input);
        const assignments = [...plan.assignments, ...input.marks.map((mark) => kept(mark, plan))];
        return this.with({ ...plan, input: input.plan, assignments }, input.marks, [input]);
      }
      case 'mv-expand':
      case 'parse':
      case 'parse-kv': {
        const input = this.follow(plan.input);
        return this.with({ ...plan, input: input.plan }, input.marks, [input]);
      }
      case 'materialize': {
        let known = this.materialized.get(plan.id);
        if (known === undefined) {
          const input = this.follow(plan.input);
          known = {
            // Under a name of its own: a subquery may read the same rows without marks.
            plan: { ...plan, id: `${plan.id} with marks`, input: input.plan, columns: input.plan.columns },
            marks: input.marks,
            inputs: [input],
          };
          this.materialized.set(plan.id, known);
        }
        return known;
      }
      case 'summarize':
        return this.summarize(plan);
      case 'join':
        return this.join(plan);
      case 'union':
        return this.union(plan);
      case 'mv-apply':
        return this.mvApply(plan);
      case 'input': {
        const outer = this.sources.get(plan.id);
        return outer === undefined ? { plan, marks: [], inputs: [] } : this.with(plan, outer.marks, [outer]);
      }
      default:
        return {
          plan: 'input' in plan ? ({ ...plan, input: this.unmarked(plan.input) } as Plan) : plan,
          marks: [],
          inputs: [],
        };
    }
  }

  private with(plan: Plan, marks: readonly Mark[], inputs: readonly Followed[]): Followed {
    return {
      plan: { ...plan, columns: [...plan.columns, ...marks.map(({ name, type }) => ({ name, type }))] },
      marks,
      inputs,
    };
  }

  /** The rows of a plan without marks, for a node that knows no more than its own columns. */
  private unmarked(plan: Plan): Plan {
    const input = this.follow(plan);
    if (input.marks.length === 0) return input.plan;
    const { columns, serialized, span, within } = plan;
    this.nodes.push({ ...input, inputs: [input], last: true });
    return {
      kind: 'project',
      input: input.plan,
      assignments: columns.map((column) => kept(column, plan)),
      columns,
      serialized,
      span,
      ...(within !== undefined && { within }),
    };
  }

  private table(plan: PlanOf<'table'>): Followed {
    const mark = this.mark('long', plan.name);
    const { columns, serialized, span, within } = plan;
    const place: ColumnDeclaration = { name: placeField, type: 'long' };
    return {
      plan: {
        kind: 'project',
        input: { ...plan, columns: [...columns, place] },
        assignments: [
          ...columns.map((column) => kept(column, plan)),
          { name: mark.name, value: kept(place, plan).value },
        ],
        columns: [...columns, { name: mark.name, type: mark.type }],
        serialized,
        span,
        ...(within !== undefined && { within }),
      },
      marks: [mark],
      inputs: [],
    };
  }

  private summarize(plan: PlanOf<'summarize'>): Followed {
    const input = this.follow(plan.input);
    const marks = input.marks.map(({ table }) => this.mark('dynamic', table));
    const lists = input.marks.map((mark, i) => ({
      function: 'make_list',
      overload: 0,
      arguments: [kept(mark, plan).value],
      condition: null,
      outputs: [{ name: marks[i].name, type: marks[i].type }],
      span: plan.span,
    }));
    return this.with({ ...plan, input: input.plan, aggregates: [...plan.aggregates, ...lists] }, marks, [input]);
  }

  private join(plan: PlanOf<'join'>): Followed {
    const left = this.follow(plan.left);
    const right = this.follow(plan.right);
    const inputs = [left, right];
    const both = { ...plan, left: left.plan, right: right.plan };
    if (plan.join === 'leftsemi' || plan.join === 'leftanti')
      return { plan: { ...both, columns: left.plan.columns }, marks: left.marks, inputs };
    if (plan.join === 'rightsemi' || plan.join === 'rightanti')
      return { plan: { ...both, columns: right.plan.columns }, marks: right.marks, inputs };
    // Both sides may be the same materialized rows.
    const renamed = right.marks.map((mark) => this.mark(mark.type, mark.table));
    const from = [
      ...plan.from,
      ...left.marks.map(({ name }) => ({ side: 'left' as const, name })),
      ...right.marks.map(({ name }) => ({ side: 'right' as const, name })),
    ];
    return this.with({ ...both, from }, [...left.marks, ...renamed], inputs);
  }

  private union(plan: PlanOf<'union'>): Followed {
    const inputs = plan.inputs.map((input) => this.follow(input));
    const marks = [...new Map(inputs.flatMap((input) => input.marks.map((mark) => [mark.name, mark]))).values()];
    const from = plan.from.map((names, i) => [
      ...names,
      ...marks.map(({ name }) => (inputs[i].marks.some((mark) => mark.name === name) ? name : null)),
    ]);
    return this.with({ ...plan, inputs: inputs.map((input) => input.plan), from }, marks, inputs);
  }

  private mvApply(plan: PlanOf<'mv-apply'>): Followed {
    const input = this.follow(plan.input);
    this.sources.set(plan.source.id, input);
    const { plan: source } = this.with(plan.source, input.marks, []);
    const body = this.follow(plan.body);
    // What the body does not give itself is carried from its rows.
    const within = body.marks.length > 0 ? body : input;
    const whole = { ...plan, input: input.plan, source: source as PlanOf<'input'>, body: body.plan };
    return this.with(whole, within.marks, [within]);
  }

  private mark(type: Mark['type'], table: string): Mark {
    return { name: `\u0000mark${this.names++}`, type, table };
  }
}

/** A column that goes on as it is. */
function kept({ name, type }: ColumnDeclaration, { span }: Plan) {
  return { name, value: { is: 'column', name, type, span } as const };
}
