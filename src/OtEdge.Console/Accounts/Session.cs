namespace OtEdge.Console.Accounts;

/// <summary>Somebody who is signed in.</summary>
/// <param name="Name">The account.</param>
/// <param name="Since">When they signed in.</param>
/// <param name="LastUsed">When they last did something; looking on does not count.</param>
public sealed record Session(string Name, DateTimeOffset Since, DateTimeOffset LastUsed);
