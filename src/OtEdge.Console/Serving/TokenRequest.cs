using OtEdge.Console.Accounts;

namespace OtEdge.Console.Serving;

/// <summary>Asks for a token.</summary>
/// <param name="Label">What it is for, 1 to 64 letters.</param>
/// <param name="Person">Who it speaks for; null: who asks. For somebody else it takes an administrator.</param>
/// <param name="Scope">read, propose, act or administer; null: read.</param>
/// <param name="For">How long it holds, such as <c>90d</c>, at most 365d; null: 90d.</param>
public sealed record TokenRequest(string Label = "", string? Person = null, TokenScope? Scope = null, string? For = null);
