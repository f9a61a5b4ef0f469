package io.sparkrnn;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Generator of film reviews in Chinese: clauses of praise and blame, also negated, among neutral
 * ones, with Chinese punctuation and without a space. Hardly a clause comes twice, but its words
 * do.
 */
public final class ChineseReviews {

  private static final List<String> SUBJECTS =
      words(
          "电影 剧情 演员 导演 画面 音乐 台词 节奏 结局 故事 主角 配角 特效 摄影 剪辑 服装 场景 气氛 开头 对白 情节 人物 主题 配乐 细节"
              + " 表演 动作 笑点 片尾 角色 逻辑 色彩 布景 旁白 高潮 片名 歌曲 灯光 镜头 化妆 群众演员 男主角 女主角 反派 编剧 第一幕 最后半小时"
              + " 打斗 爱情戏 翻译");

  private static final List<String> PRAISE =
      words(
          "精彩 好看 感人 有趣 出色 优秀 动人 完美 迷人 深刻 细腻 自然 流畅 震撼 幽默 温暖 真实 紧凑 新颖 美丽 可爱 生动 巧妙 难忘 经典"
              + " 成功 可信 聪明 优美 热情 清新 丰富 到位 精致 大胆 扎实 惊喜 高级 舒服 动听 漂亮 独特 用心 成熟 浪漫");

  private static final List<String> BLAME =
      words(
          "无聊 难看 糟糕 平淡 混乱 拖沓 乏味 尴尬 俗套 虚假 做作 粗糙 肤浅 沉闷 空洞 老套 失败 可笑 愚蠢 枯燥 生硬 刺耳 多余 低级 单调"
              + " 冗长 苍白 牵强 差劲 庸俗 呆板 夸张 幼稚 阴暗 廉价 敷衍 恶心 吵闹 模糊 难听 可怕 懒散 冷漠 老旧 荒唐");

  private static final List<String> DEGREES = words("非常 十分 特别 相当 真的 实在 太 确实 格外 极其 比较 有点 还是很 始终");

  private static final List<String> NEGATIONS = words("一点也不 并不 没有那么 谈不上 从来不 绝对不");

  private static final List<String> GOOD_PHRASES =
      words("值得一看 推荐给大家 我还想再看一遍 我笑得停不下来 全家人都喜欢 没有浪费时间 我感动得哭了 比小说还好 今年最好的电影 票价很值");

  private static final List<String> BAD_PHRASES =
      words("浪费时间 我后悔买票 我差点睡着了 不值得去看 千万别看 我中途就走了 比小说差远了 今年最差的电影 让人失望 我只想早点回家");

  private static final List<String> NEUTRAL =
      words(
          "我昨天在电影院看的 片长两个小时 故事发生在上海 我和朋友一起去的 这是他的第三部作品 讲的是一家人的生活 下雨天没有别的事 我没读过原著"
              + " 电影院里坐满了人 时间是八十年代 她演一个医生 他从北京来 我坐在第五排 字幕是英文的 票是同事送的 周末下午放的");

  private static final List<String> ENDS = List.of("。", "。", "！", "……");

  private ChineseReviews() {}

  /** Returns rows of JSON Lines with {@code text} and {@code label}, half of them positive. */
  public static List<String> jsonLines(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    JsonStringEncoder json = JsonStringEncoder.getInstance();
    return IntStream.range(0, count)
        .mapToObj(
            row ->
                "{\"text\": \"%s\", \"label\": %d}"
                    .formatted(new String(json.quoteAsString(review(row % 2, random))), row % 2))
        .toList();
  }

  private static String review(int label, SplittableRandom random) {
    List<Integer> tones = new ArrayList<>();
    int own = random.nextInt(2, 5);
    for (int i = 0; i < own; i++) {
      tones.add(label);
      if (random.nextInt(3) == 0) {
        tones.add(random.nextInt(tones.size() + 1), -1);
      }
    }
    // Fewer clauses of the other tone than of its own, so that one word does not tell the label.
    for (int i = 0; i < own / 2; i++) {
      tones.add(random.nextInt(tones.size() + 1), 1 - label);
    }
    StringBuilder text = new StringBuilder();
    for (int tone : tones) {
      text.append(text.length() == 0 ? "" : "，").append(clause(tone, random));
    }
    return text.append(one(ENDS, random)).toString();
  }

  private static String clause(int tone, SplittableRandom random) {
    if (tone < 0) {
      return one(NEUTRAL, random);
    }
    List<String> same = tone == 1 ? PRAISE : BLAME;
    List<String> other = tone == 1 ? BLAME : PRAISE;
    String subject = one(SUBJECTS, random);
    return switch (random.nextInt(8)) {
      case 0 -> one(tone == 1 ? GOOD_PHRASES : BAD_PHRASES, random);
      case 1 -> subject + one(NEGATIONS, random) + one(other, random);
      case 2 -> subject + "又" + one(same, random) + "又" + one(same, random);
      default -> subject + one(DEGREES, random) + one(same, random);
    };
  }

  private static String one(List<String> words, SplittableRandom random) {
    return words.get(random.nextInt(words.size()));
  }

  private static List<String> words(String joined) {
    return List.of(joined.split(" "));
  }
}
