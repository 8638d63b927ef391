import type { Words } from "../words.ts";

/** Every other step. */
export const steps: Words = {
  "Sign in with Apple": "تسجيل الدخول باستخدام Apple",
  "You are being taken to Apple.": "جارٍ نقلك إلى Apple.",
  "Continue with Apple": "المتابعة باستخدام Apple",
  "One moment": "لحظة واحدة",
  "You are being taken to {0}.": "جارٍ نقلك إلى {0}.",
  "If nothing happens, continue by hand.": "إذا لم يحدث شيء فتابع يدويًا.",
  "Do you agree?": "هل توافق؟",
  "New permissions": "أذونات جديدة",
  Permissions: "الأذونات",
  "Permissions it already has": "أذونات ممنوحة سابقًا",
  Cancel: "إلغاء",
  "The device is connected": "الجهاز متصل",
  "You may close this page and go on with your device.": "يمكنك إغلاق هذه الصفحة والمتابعة على جهازك.",
  "Connect a device": "توصيل جهاز",
  "Enter the code that the device shows.": "أدخل الرمز الذي يعرضه الجهاز.",
  "Spaces and dashes do not matter.": "لا تهم المسافات والشرطات.",
  "Stage name: {0}": "اسم المرحلة: {0}",
  "Open the message that we sent you, and follow its link to go on.":
    "افتح الرسالة التي أرسلناها إليك واتبع الرابط للمتابعة.",
  "It can take a few minutes. If it is not in your inbox, look where unwanted messages go.":
    "قد يستغرق ذلك بضع دقائق. إذا لم تجدها في بريدك الوارد فابحث في الرسائل غير المرغوبة.",
  "The device could not be checked": "تعذّر فحص الجهاز",
  "Checking your device": "جارٍ فحص جهازك",
  "This takes a few seconds.": "يستغرق هذا بضع ثوانٍ.",
  "Check again": "الفحص مجددًا",
  "The address of this step is not safe, so it was not opened.": "عنوان هذه الخطوة غير آمن، لذا لم يُفتح.",
  "This has taken a while and may not work. Nothing is lost.": "استغرق هذا وقتًا وقد لا ينجح. لم يُفقد شيء.",
  "Signing out": "جارٍ تسجيل الخروج",
  "You are being signed out of the applications that you used.": "جارٍ تسجيل خروجك من التطبيقات التي استخدمتها.",
  Answered: "تمت الاستجابة",
  "No answer": "لا توجد استجابة",
  "Signing out of {0}": "جارٍ تسجيل الخروج من {0}",
  "Sign in with Plex": "تسجيل الدخول باستخدام Plex",
  "Plex opens in a window of its own. This page goes on when you have signed in there.":
    "يفتح Plex في نافذة مستقلة. تتابع هذه الصفحة بعد تسجيل دخولك هناك.",
  "Waiting for Plex.": "في انتظار Plex.",
  "Signing you in.": "جارٍ تسجيل دخولك.",
  "Open Plex in a new tab": "فتح Plex في علامة تبويب جديدة",
  "Continue with Plex": "المتابعة باستخدام Plex",
  "Open Plex again": "فتح Plex مجددًا",
  "Your browser blocked the window. Nothing is lost: open Plex in a new tab, then come back here.":
    "حظر المتصفح النافذة. لم يُفقد شيء: افتح Plex في علامة تبويب جديدة ثم عد إلى هنا.",
  "The window was closed before you were signed in. Nothing is lost. Open it again.":
    "أُغلقت النافذة قبل تسجيل دخولك. لم يُفقد شيء. افتحها مجددًا.",
  "Nobody signed in within five minutes. Nothing is lost. Open Plex again.":
    "لم يسجّل أحد الدخول خلال خمس دقائق. لم يُفقد شيء. افتح Plex مجددًا.",
  "This Plex account cannot be used here. Use another one, or ask your administrator.":
    "لا يمكن استخدام حساب Plex هذا هنا. استخدم حسابًا آخر أو اسأل المسؤول.",
  "Plex cannot be reached. Nothing is lost. Check your connection, then try again.":
    "تعذّر الوصول إلى Plex. لم يُفقد شيء. تحقّق من اتصالك ثم حاول مجددًا.",
  "You may close this page now": "يمكنك إغلاق هذه الصفحة الآن",
  "The app takes over from here.": "يتولى التطبيق الأمر من هنا.",
  "Open the app again": "فتح التطبيق مجددًا",
  "You are being signed out of {0}.": "جارٍ تسجيل خروجك من {0}.",
  "The application did not say where to sign out.": "لم يحدّد التطبيق مكان تسجيل الخروج.",
  "Go on without": "المتابعة بدونه",
  "You are signed out": "تم تسجيل خروجك",
  "You are signed out of {0}, and still signed in to {1}.": "تم تسجيل خروجك من {0} وما زلت مسجّلًا في {1}.",
  "You are still signed in": "ما زلت مسجّلًا",
  "Your session with {0} goes on until you sign out.": "تستمر جلستك في {0} حتى تسجّل خروجك.",
  "Sign out": "تسجيل الخروج",
  "Sign out of {0}": "تسجيل الخروج من {0}",
  "Sign in to {0} again": "تسجيل الدخول إلى {0} مجددًا",
  "A message from the server": "رسالة من الخادم",
  "The server sent an empty page. Start over to try again.": "أرسل الخادم صفحة فارغة. ابدأ من جديد للمحاولة مرة أخرى.",
  "Sign in with Telegram": "تسجيل الدخول باستخدام Telegram",
  "Telegram asks you to confirm on your phone. This page goes on when you have.":
    "يطلب منك Telegram التأكيد على هاتفك. تتابع هذه الصفحة بعد ذلك.",
  "Telegram's button does not answer; something in the browser or network may block it. Nothing is lost.":
    "زر Telegram لا يستجيب؛ ربما يحظره شيء في المتصفح أو الشبكة. لم يُفقد شيء.",
  "Continue with Telegram": "المتابعة باستخدام Telegram",
  "Load the button again": "تحميل الزر مجددًا",
  "This step cannot be shown": "لا يمكن عرض هذه الخطوة",
  "The server asks for “{0}”, which this page does not know. It may be newer than the page: reload, or go back and choose another way.":
    "يطلب الخادم «{0}» وهذه الصفحة لا تعرفه. قد يكون أحدث من الصفحة: أعد التحميل، أو ارجع واختر طريقة أخرى.",
};
