namespace OtEdge.Console.Describing;

/// <summary>A query parameter that an endpoint reads by itself, for the description of the API.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Words">What it does.</param>
internal sealed record QueryParameter(string Name, string Words);
