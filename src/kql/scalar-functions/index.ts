import type { ScalarFunction } from '../plan/definitions.js';
import { specialForms } from '../plan/special-forms.js';

/** Every scalar function, by section. */
export const scalarFunctions: readonly ScalarFunction[] = [...specialForms];
