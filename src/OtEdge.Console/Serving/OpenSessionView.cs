namespace OtEdge.Console.Serving;

/// <summary>Somebody who is signed in, as lists show it.</summary>
/// <param name="Id">Name of the session.</param>
/// <param name="Person">Who.</param>
/// <param name="Since">When they signed in.</param>
/// <param name="LastUsed">When they last did something.</param>
public sealed record OpenSessionView(string Id, string Person, DateTimeOffset Since, DateTimeOffset LastUsed);
