using OtEdge.Console.Accounts;

namespace OtEdge.Console.Serving;

/// <summary>Who is behind a request that came over the network.</summary>
/// <param name="Name">The account.</param>
/// <param name="Scope">What a token may be used for; of a person who is signed in, everything.</param>
internal sealed record SignedIn(string Name, TokenScope Scope = TokenScope.Administer);
