import { escapeLiteral, type TextTest } from './terms.js';

/** Tests whether a text holds another, whatever the case of either. */
export function holdsInAnyCase(part: string): TextTest {
  const pattern = new RegExp(escapeLiteral(part), 'i');
  return (text) => pattern.test(text);
}
