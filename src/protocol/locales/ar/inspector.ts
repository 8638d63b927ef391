import type { Words } from "../words.ts";

/** The flow inspector. */
export const inspector: Words = {
  "Flow inspector": "فاحص المسار",
  Redirect: "إعادة توجيه",
  "The flow leads here and waits for you:": "يقود المسار إلى هنا وينتظرك:",
  "Follow the redirect": "متابعة التوجيه",
  Steps: "الخطوات",
  Context: "السياق",
  Session: "الجلسة",
  "Copy without secrets": "نسخ دون الأسرار",
  Reload: "إعادة تحميل",
  "Copied.": "تم النسخ.",
  "The browser does not let this page copy.": "لا يسمح المتصفح لهذه الصفحة بالنسخ.",
  "Only administrators can inspect a flow, and nobody is signed in yet.":
    "يمكن للمسؤولين فقط فحص المسار، ولم يسجّل أحد الدخول بعد.",
  "This account may not inspect this flow.": "لا يُسمح لهذا الحساب بفحص هذا المسار.",
  "There is nothing to inspect yet: the flow has not been planned.": "لا يوجد ما يُفحص بعد: لم يُخطَّط المسار.",
  "The server does not answer the inspector. Your flow goes on all the same.":
    "لا يستجيب الخادم للفاحص. يستمر مسارك على أي حال.",
  "This flow is completed.": "اكتمل هذا المسار.",
  Unnamed: "بلا اسم",
  "Context at that time": "السياق في ذلك الوقت",
  Done: "تم",
  Now: "الآن",
  Next: "التالي",
  Empty: "فارغ",
  hidden: "مخفي",
  Plan: "الخطة",
};
