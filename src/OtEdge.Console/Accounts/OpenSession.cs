namespace OtEdge.Console.Accounts;

/// <summary>A session with the name that lists give it.</summary>
/// <param name="Id">Its name; not its secret.</param>
/// <param name="Session">The session.</param>
public sealed record OpenSession(string Id, Session Session);
