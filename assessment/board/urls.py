"""Addresses of the board."""

from django.urls import path

from assessment.board import views

urlpatterns = [
    path("board/", views.board, name="board"),
    path("board/rows/", views.board_rows, name="board_rows"),
    path("board/late/<str:holder>/", views.board_late, name="board_late"),
    path("board/villages/", views.villages, name="villages"),
    path("board/take/", views.board_take, name="board_take"),
    path("board/pdf/", views.board_pdf, name="board_pdf"),
    path("board/walls/", views.walls, name="walls"),
    path("board/walls/<number:wall_id>/revoke/", views.wall_revoke, name="wall_revoke"),
    path("wall/<str:token>/", views.wall, name="wall"),
    path("wall/<str:token>/part/", views.wall_part, name="wall_part"),
]
