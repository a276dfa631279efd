import { type FormEvent, useState } from 'react';
import { useKeys } from './use-keys.ts';

interface Saving {
  isSaving: boolean;
  /** For the form. */
  onSubmit: (event: FormEvent) => void;
}

/** Saves a form by its button and by Ctrl/⌘ S: only while it may be saved, and once at a time. */
export function useSave(canSave: boolean, save: () => unknown): Saving {
  const [isSaving, setSaving] = useState(false);
  const submit = async () => {
    if (!canSave || isSaving) return;
    setSaving(true);
    try {
      await save();
    } finally {
      setSaving(false);
    }
  };
  useKeys({ 'mod+s': () => void submit() });
  return {
    isSaving,
    onSubmit(event) {
      event.preventDefault();
      void submit();
    },
  };
}
