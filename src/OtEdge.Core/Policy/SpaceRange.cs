namespace OtEdge.Core.Policy;

/// <summary>A range in one register space that a rule covers.</summary>
/// <param name="Space">The space; not <see cref="RegisterSpace.None"/>.</param>
/// <param name="Range">Inclusive, zero-based.</param>
/// <param name="File">File number, 1 to 65535, for <see cref="RegisterSpace.FileRecord"/>; otherwise 0.</param>
public readonly record struct SpaceRange(RegisterSpace Space, AddressRange Range, int File = 0);
