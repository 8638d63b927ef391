import type { Words } from "../../../protocol/locales/words.ts";

/** What the server itself says to people, in Arabic. */
export const arabic: Words = {
  "Log in": "تسجيل الدخول",
  Continue: "متابعة",
  "Failed to authenticate.": "فشل تسجيل الدخول.",
  "Invalid password": "كلمة مرور غير صحيحة",
  "No identification data provided.": "لم يُذكر من يسجّل الدخول.",
  "Passwords don't match.": "كلمتا المرور غير متطابقتين.",
  "Username is already taken.": "اسم المستخدم هذا مستخدم بالفعل.",
  "Invalid captcha response. Retrying may solve this issue.": "لم يُقبل التحقق. قد تساعد إعادة المحاولة.",
  "Invalid captcha response": "لم يُقبل التحقق",
  "Link was already used, please request a new link.": "استُخدم الرابط بالفعل. اطلب رابطًا جديدًا.",
  "Invalid invite/invite not found": "الدعوة غير صالحة أو غير موجودة",
  "Code does not match": "الرمز غير مطابق",
  "Invalid Token. Please ensure the time on your device is accurate and try again.":
    "الرمز غير صحيح. تأكد من دقة الوقت على جهازك ثم حاول مجددًا.",
  "Too many codes have been requested. Please try again later.": "طُلبت رموز كثيرة جدًا. حاول لاحقًا.",
  "Invalid email": "بريد إلكتروني غير صالح",
  "Invalid phone number": "رقم هاتف غير صالح",
  "The text message could not be sent.": "تعذّر إرسال الرسالة النصية.",
  "Assertion failed": "فشل التحقق من المفتاح",
  "Invalid device": "جهاز غير صالح",
  "Flow does not apply to current user.": "هذا المسار غير مخصّص لهذا الحساب.",
  "This cannot be checked at the moment. Please try again later.": "لا يمكن التحقق من ذلك الآن. يُرجى المحاولة لاحقًا.",
  "Unknown error": "خطأ غير معروف",
  "Invalid next URL": "عنوان الوجهة غير صالح",
  "Failed to update user. Please try again later.": "تعذّر تحديث الحساب. حاول لاحقًا.",
  "This field may not be null.": "لا يجوز ترك هذا الحقل فارغًا.",
  "This field may not be blank.": "لا يجوز ترك هذا الحقل فارغًا.",
  "Password is too weak.": "كلمة المرور ضعيفة جدًا.",
  "Password has expired.": "انتهت صلاحية كلمة المرور.",
  "This password has been used previously. Please choose a different one.":
    "سبق استخدام كلمة المرور هذه. اختر كلمة أخرى.",
  "This field is required.": "هذا الحقل مطلوب.",
  "A valid integer is required.": "أدخل عددًا صحيحًا.",
  "A valid number is required.": "أدخل رقمًا.",
  "Enter a valid email address.": "أدخل بريدًا إلكترونيًا صالحًا.",
  "The name has invisible characters. Please type it anew.": "يحتوي الاسم على محارف غير مرئية. أعد كتابته.",
  "A name with @ has to be your own e-mail address.": "الاسم الذي فيه @ يجب أن يكون عنوان بريدك الإلكتروني.",
  "The name has letters of alphabets that can be mistaken for each other. Please use one alphabet.":
    "يحتوي الاسم على حروف من أبجديات قد تلتبس. استخدم أبجدية واحدة.",
  "These data could not be saved, because name or address belong to an account already. If it is yours, sign in to it or reset its password.":
    "تعذّر حفظ هذه البيانات لأن الاسم أو العنوان يخص حسابًا موجودًا. إن كان حسابك فسجّل الدخول أو أعد تعيين كلمة المرور.",
  "This code cannot be used any more. Please use a new one.": "لم يعد هذا الرمز صالحًا. استخدم رمزًا جديدًا.",
  "Codes go to the e-mail address of your account.": "تُرسل الرموز إلى عنوان البريد الإلكتروني لحسابك.",
  "Codes go to the number that you gave before.": "تُرسل الرموز إلى الرقم الذي أدخلته من قبل.",
};
