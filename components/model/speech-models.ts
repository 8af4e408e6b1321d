/** Models that turn speech into text. */
interface SpeechFamily {
  /** Matches the whole name, in any case. */
  readonly names: RegExp;
  /** Whether vLLM also takes audio in a chat completion, which is JSON. */
  readonly chats: boolean;
}

/**
 * Speech models by name. vLLM v0.32.0 marks a class that does nothing else with `supports_transcription_only`
 * (vllm/model_executor/models: whisper.py, cohere_asr.py, fireredasr2.py, funasr.py, moss_transcribe_diarize.py) and serves the
 * realtime ones over WebSockets (voxtral_realtime.py, qwen3_asr_realtime.py). Multimodal models that also accept audio, such as Voxtral,
 * Gemma 3n or Qwen Omni, are chat models and not listed.
 */
const families: readonly SpeechFamily[] = [
  // Sizes and versions are those of Whisper; chat models with the word in their names have a number of parameters or say so.
  {
    names:
      /(?:^|\/)(?![^/]*(?:\d+b|chat|instruct)(?:[-_.]|$))[^/]*whisper[^/]*[-_.](?:tiny|base|small|medium|large|turbo|v\d+)(?:[-_.][^/]*)?$/i,
    chats: false,
  },
  // Fine-tuned from Whisper, without a size in their names.
  { names: /^(?:litagin\/anime-whisper|Oriserve\/Whisper-|MediaTek-Research\/Breeze-ASR-)/i, chats: false },
  { names: /^distil-whisper\//i, chats: false },
  { names: /(?:^|\/)(?:faster[-_])?CrisperWhisper$/i, chats: false },
  // NVIDIA's own runtime serves these; vLLM has no class for them.
  { names: /(?:^|\/)parakeet-(?:ctc|rnnt|tdt|tdt_ctc)-/i, chats: false },
  { names: /^nvidia\/canary-/i, chats: false },
  { names: /(?:^|\/)cohere-transcribe-/i, chats: false },
  { names: /^FireRedTeam\/FireRedASR/i, chats: false },
  { names: /^FunAudioLLM\/(?:Fun-ASR|SenseVoice)/i, chats: false },
  { names: /(?:^|\/)MOSS-Transcribe-/i, chats: false },
  { names: /(?:^|\/)Voxtral-[^/]*(?:Realtime|Transcribe)/i, chats: false },
  // These two have no `supports_transcription_only` (qwen3_asr.py, glmasr.py): they take audio in chat completions too.
  { names: /^Qwen\/Qwen3-ASR-/i, chats: true },
  { names: /(?:^|\/)GLM-ASR-/i, chats: true },
];

/** What a model's name says about speech; `undefined` for models that do not transcribe. */
export function speechFamily(model: string): { readonly chats: boolean } | undefined {
  return families.find(({ names }) => names.test(model));
}
