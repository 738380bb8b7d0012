namespace OtEdge.Core.Policy.Nodes;

/// <summary>A method on one object; the same method on its type, or by the type's id, is another pair.</summary>
/// <param name="Object">The object that it is called on.</param>
/// <param name="Method">The method.</param>
public sealed record NodeMethod(NodeIdentity Object, NodeIdentity Method);
