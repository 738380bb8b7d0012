namespace OtEdge.Console.Editing;

/// <summary>How something that people edit stands now.</summary>
/// <param name="What">What it is, in words such as "the draft of filling-modbus".</param>
/// <param name="Tag">Its entity tag, quoted.</param>
/// <param name="By">Who brought it there; null: it is not known, or nobody.</param>
/// <param name="At">When; null: it is not known.</param>
/// <param name="Content">All of it, as its GET gives it.</param>
public sealed record Edition(string What, string Tag, string? By, DateTimeOffset? At, object Content);
