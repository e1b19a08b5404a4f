"""Other numbers and names by which a person is reached or paid, as they stand in a text: QQ, WeChat, bank cards and accounts.

Such a number is known by the word beside it; a bank card also by its form and its check digit (ISO/IEC 7812: UnionPay begins with
62, old cards of the largest bank with 9558; Luhn). What many call by the same word and is nobody's own stays: a public account
(公众号), a group (QQ群), an amount.
"""

from township.directory.rules.numerals import AMOUNT, APART

_IS = r"[号码：:是为（(\s]{0,5}"
_NAME = r"[A-Za-z][-_A-Za-z0-9]{5,19}(?![A-Za-z0-9])"
_WECHAT = r"微信|薇信|支付宝|(?i:\bwe\s?chat|\bweixin|\bvx|\bwx)"
CHAT_IN_TEXT = (
    rf"(?P<word_qq>(?:扣扣|(?<![A-Za-z])[Qq][Qq]){_IS})[1-9]\d{{4,11}}(?!\d)(?!{AMOUNT})",
    rf"(?P<word_named>(?<!公众号[（(])(?:{_WECHAT})(?:号码|号|账号|帐号|\s?(?i:id))[：:是为（(\s]{{0,4}}){_NAME}",
    rf"(?P<word_called>(?:{_WECHAT})[：:是为加（(\s]{{0,4}})(?=[-_A-Za-z]*\d){_NAME}",
    rf"(?P<word_numbered>(?:{_WECHAT}){_IS})[1-9]\d{{5,11}}(?!\d)(?!{AMOUNT})",
)
_ACCOUNT = "银行卡|卡号|账号|帐号|账户|帐户|开户行?|存折|一卡通|社保卡|工资卡|储蓄卡|信用卡"
CARD_IN_TEXT = (
    rf"(?P<word_account>(?:{_ACCOUNT})(?:(?!电话)[^\d。；;]){{0,10}})\d{{4}}(?:{APART}\d){{8,17}}(?!\d)(?!{AMOUNT})",
    rf"(?P<card>(?<!\d)(?:62\d\d|9558)(?:{APART}\d{{4}}){{3}}(?:{APART}\d{{1,3}})?(?!\d))",
)


def is_card(number: str) -> bool:
    """Whether the last digit is the check digit of the others (Luhn, ISO/IEC 7812-1 annex B); what is no digit is left out."""
    digits = [int(sign) for sign in number if sign.isdigit()]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0
