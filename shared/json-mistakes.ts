import { type Localized, say } from './language.ts';

export const emptyJson = say('没有内容', 'nothing here');

/** What a value should have been, by the name that zod gives it. */
export const jsonKinds: Record<string, Localized> = {
  string: say('应为文本，写在双引号里', 'a text in quotes is expected'),
  number: say('应为数字', 'a number is expected'),
  int: say('应为整数', 'a whole number is expected'),
  boolean: say('应为 true 或 false', 'true or false is expected'),
  array: say('应为列表 […]', 'a list […] is expected'),
  object: say('应为对象 {…}', 'an object {…} is expected'),
};

/** What a JSON parser stumbles over, by the name that `jsonc-parser` gives it. */
export const jsonMistakes: Record<string, Localized> = {
  InvalidSymbol: say('无法识别的内容；文本和字段名要写在英文双引号里', 'not understood; a text or a name needs straight double quotes'),
  InvalidNumberFormat: say('数字写法不对', 'not a number'),
  PropertyNameExpected: say(
    '这里应为字段名，写在双引号里；前面可能多了一个逗号',
    'a field name in quotes is expected; a comma may be too many',
  ),
  ValueExpected: say('这里缺一个值；前面可能多了一个逗号', 'a value is missing; a comma may be too many'),
  ColonExpected: say('这里缺一个冒号', 'a colon is missing'),
  CommaExpected: say('这里缺一个逗号', 'a comma is missing'),
  CloseBraceExpected: say('缺少右花括号 }', 'the closing } is missing'),
  CloseBracketExpected: say('缺少右方括号 ]', 'the closing ] is missing'),
  EndOfFileExpected: say('JSON 到此已结束，后面是多余的内容', 'the JSON ends before this'),
  InvalidCommentToken: say('JSON 里不能写注释', 'comments are not allowed in JSON'),
  UnexpectedEndOfComment: say('JSON 里不能写注释', 'comments are not allowed in JSON'),
  UnexpectedEndOfString: say('文本没有结束，缺右双引号', 'the text has no closing quote'),
  UnexpectedEndOfNumber: say('数字没有写完', 'the number is cut off'),
  InvalidUnicode: say('\\u 后面应为四位十六进制数', 'four hexadecimal digits belong after \\u'),
  InvalidEscapeCharacter: say('反斜杠后面的字符不对', 'not a character for a backslash to stand before'),
  InvalidCharacter: say('文本里有不允许的字符（例如直接换行）', 'a character that may not stand in a text, such as a line break'),
};
