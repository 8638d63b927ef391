import type { Words } from "../words.ts";

/** Checks that somebody is a person. */
export const captcha: Words = {
  "Confirm that you are a person": "أكّد أنك إنسان",
  "Checking that you are a person": "جارٍ التحقق من أنك إنسان",
  "Check that you are a person": "التحقق من أنك إنسان",
  "Load the check again": "تحميل التحقق مجددًا",
  "The check is being loaded.": "جارٍ تحميل التحقق.",
  "Do the check to continue.": "أجرِ التحقق للمتابعة.",
  "Checking …": "جارٍ التحقق …",
  "You have passed the check.": "لقد اجتزت التحقق.",
  "The check has run out. Do it again.": "انتهت مدة التحقق. أجرِه مجددًا.",
  "Do the check first. Then this goes on by itself.": "أجرِ التحقق أولًا. ثم يتابع هذا تلقائيًا.",
  "One moment: this goes on by itself once it is clear that you are a person.":
    "لحظة: يتابع هذا تلقائيًا بمجرد التأكد من أنك إنسان.",
  "The check cannot be loaded from {0}. A blocker in the browser or something in the network may be in the way. Nothing is lost.":
    "تعذّر تحميل التحقق من {0}. ربما يعترضه مانع في المتصفح أو شيء في الشبكة. لم يُفقد شيء.",
  "The check is set up in a way that this page does not know. Your administrator can help.":
    "أُعدّ التحقق بطريقة لا تعرفها هذه الصفحة. يمكن للمسؤول المساعدة.",
  "The check does not work and reports “{0}”. Nothing is lost; load it again.":
    "لا يعمل التحقق ويفيد «{0}». لم يُفقد شيء؛ حمّله مجددًا.",
  "The check does not work. Nothing is lost; load it again.": "لا يعمل التحقق. لم يُفقد شيء؛ حمّله مجددًا.",
  "The check takes too long. Nothing is lost; load it again.": "يستغرق التحقق وقتًا طويلًا. لم يُفقد شيء؛ حمّله مجددًا.",
  "The check was closed before it was done. Load it again when you are ready.":
    "أُغلق التحقق قبل اكتماله. حمّله مجددًا عندما تكون مستعدًا.",
  "The rules of this page do not let this step be loaded. Your administrator can help. Nothing is lost.":
    "قواعد هذه الصفحة لا تسمح بتحميل هذه الخطوة. يمكن للمسؤول المساعدة. لم يُفقد شيء.",
};
