import type { Texts } from './zh-CN.ts';
import type { noticeTemplateZh } from './zh-CN-notice-template.ts';

/** The texts of the choice of an Official Account's notice template. */
export const noticeTemplateEn: Texts<typeof noticeTemplateZh> = {
  noticeTemplate: {
    section: 'Notices',
    label: 'Notice template',
    rule: 'Used to notify people who have not written for 48 hours.',
    unsaved: "Once the account is saved you can choose from the Official Account's templates.",
    noRight: 'Template messages need a verified service account, or a test account (测试号).',
    none: 'No template (nobody is notified after 48 hours of silence)',
    empty: 'The Official Account has no templates yet: add one under template messages in the WeChat console.',
    read: 'Read the templates',
    readAgain: 'Read again',
    fields: 'What each field shows',
    shows: 'What {{field}} shows',
    fact: { title: 'Number and name', server: 'Server', state: 'State', time: 'Time', reason: 'Reason', nothing: 'Nothing' },
  },
};
