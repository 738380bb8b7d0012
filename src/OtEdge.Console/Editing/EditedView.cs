namespace OtEdge.Console.Editing;

/// <summary>How something stands that another person has changed meanwhile.</summary>
/// <param name="By">Who changed it; null: it is not known.</param>
/// <param name="At">When; null: it is not known.</param>
/// <param name="Tag">Its entity tag now, quoted as If-Match takes it.</param>
/// <param name="Now">All of it, as its GET gives it.</param>
public sealed record EditedView(string? By, DateTimeOffset? At, string Tag, object Now);
