import { z } from 'zod';
import type { Language } from '../../shared/language.ts';
import type { CommandParameter, CommandView } from '../../shared/run.ts';
import { type Command, displayName, mostDanger } from './command.ts';

/** A command as the console makes buttons and forms of it: read from its declaration, and nothing else. */
export function viewOf(command: Command, language: Language): CommandView {
  const { name, aliases, summary, usage, targets, parameters } = command;
  return {
    ...{ name, title: displayName(command, language), aliases: [...aliases, ...Object.keys(command.shortcuts ?? {})] },
    ...{ summary: summary[language], usage: usage[language] },
    danger: mostDanger(command),
    parameters: Object.entries(parameters.shape)
      .filter(([parameter]) => parameter !== 'target')
      .map(([parameter, schema]) => parameterOf(parameter, schema as z.ZodType)),
    targets: targets?.count ?? 'none',
    targetIsOptional: targets?.without === 'local',
    ...(targets?.needs && { needs: targets.needs }),
    ...(command.forChat && { forChat: true }),
  };
}

function parameterOf(name: string, schema: z.ZodType): CommandParameter {
  const options = schema.meta()?.options ?? optionsOf(schema);
  const isOptional = schema.safeParse(undefined).success;
  return { name, isOptional, ...(Array.isArray(options) && { options: options.map(String) }) };
}

function optionsOf(schema: z.ZodType): string[] | undefined {
  if (schema instanceof z.ZodEnum) return schema.options.map(String);
  return schema instanceof z.ZodDefault || schema instanceof z.ZodOptional ? optionsOf(schema.unwrap() as z.ZodType) : undefined;
}
