namespace OtEdge.Core.Staging;

/// <summary>Why a step was not taken; <see cref="ChangeRefusalWords"/> says it to people.</summary>
/// <param name="Code">The reason.</param>
/// <param name="Facts">What it rests on, as the reason says.</param>
public sealed record ChangeRefusal(ChangeRefusalCode Code, params IReadOnlyList<string> Facts);
